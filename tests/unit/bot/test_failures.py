"""Two hundred runs in bad weather: never two comments, never a failed job, never a token."""

from __future__ import annotations

from pathlib import Path


def test_bad_weather(host, comment, report: Path, clean: Path, servers) -> None:
    """A hundred runs on each host, one request in five failing in one way or another."""
    said = 0
    for seed in range(100):
        host.state.fail = servers.unlucky(seed)
        ran = comment(report if seed % 3 else clean)
        assert ran.status == 0
        assert servers.TOKEN not in ran.out + ran.err
        said += "warning" not in ran.err
        assert len(host.state.mine()) <= 1
    assert said > 50
    host.state.fail = lambda method, path: None
    comment(report)
    assert len(host.state.mine()) == 1
