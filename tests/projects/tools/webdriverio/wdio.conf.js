export const config = { specs: ["./e2e/**/*.e2e.js"], baseUrl: "http://localhost:5000", framework: "mocha" }
