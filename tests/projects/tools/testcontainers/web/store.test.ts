import { PostgreSqlContainer } from "@testcontainers/postgresql"
import { GenericContainer } from "testcontainers"

describe("the store", () => {
  let container

  beforeAll(async () => {
    container = await new PostgreSqlContainer("postgres:16").start()
  })

  it("has a database", () => {
    expect(container.getHost()).toBeTruthy()
  })
})

it("has a cache", async () => {
  const cache = await new GenericContainer("redis:7").withExposedPorts(6379).start()
  expect(cache.getMappedPort(6379)).toBeGreaterThan(0)
})
