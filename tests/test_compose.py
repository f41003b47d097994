"""compose.yaml and the Dockerfile say what our settings say: checked as text, for no engine of containers is needed."""

import json
import re
from collections.abc import Mapping
from typing import Any

import pytest
import yaml

from formgen.cli import formgen as commands
from formgen.cluster.worker import ALIVE
from formgen.store.settings import SCHEMES, Settings
from tests.measures import ROOT

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = ("web", "worker")
SERVERS = ("web", "worker", "database", "broker", "store")
ONCE = "store-folder"
KNOWN = {  # of the Compose Specification, what we use
    "image", "build", "command", "entrypoint", "environment", "ports", "networks", "network_mode", "healthcheck",
    "depends_on", "restart", "read_only", "tmpfs", "cap_drop", "security_opt", "stop_grace_period", "user", "hostname",
    "volumes",
}  # fmt: skip
WANTED = re.compile(r"\$\{(\w+):\?[^}]+\}")
STEPS = [
    (line.split()[0], line.partition(" ")[2])
    for line in (ROOT / "Dockerfile").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def filled(environment: Mapping[str, str]) -> dict[str, str]:
    """What a container sees, with a secret filled in for each that is asked."""
    return {
        name: re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", WANTED.sub("s" * 64, str(value)))
        for name, value in environment.items()
    }


def test_there_are_five_servers_and_one_errand() -> None:
    assert set(SERVICES) == {*SERVERS, ONCE}
    assert set(COMPOSE) == {"name", "x-settings", "x-ours", "services", "networks", "volumes"}


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_says_only_what_there_is(name: str) -> None:
    service = SERVICES[name]

    assert set(service) <= KNOWN
    assert re.fullmatch(r"[\w/]+:[\w.-]*\d+[\w.-]*", service["image"]), "a version of its own, not the latest"
    assert set(service.get("networks", [])) <= set(COMPOSE["networks"])
    for volume in service.get("volumes", []):
        assert volume.split(":")[0] in COMPOSE["volumes"]
    for other, how in service.get("depends_on", {}).items():
        wanted = "service_completed_successfully" if other == ONCE else "service_healthy"
        assert how == {"condition": wanted}
        assert other == ONCE or "healthcheck" in SERVICES[other]


@pytest.mark.parametrize("name", SERVERS)
def test_a_server_is_watched_and_has_no_more_rights_than_it_needs(name: str) -> None:
    service = SERVICES[name]

    assert service["restart"] == "unless-stopped"
    assert set(service["healthcheck"]) >= {"test", "interval", "timeout", "retries"}
    assert service["healthcheck"]["test"][0] in ("CMD", "CMD-SHELL")
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service.get("user", "10001:10001" if name in OURS else "root") not in ("root", "0", "0:0")


@pytest.mark.parametrize("name", OURS)
def test_the_settings_are_ours_and_can_be_used(name: str) -> None:
    given = filled(SERVICES[name]["environment"])
    source = (ROOT / "formgen/store/settings.py").read_text("utf-8")

    unknown = [one for one in given if not one.startswith("AWS_") and f'"{one}"' not in source]
    assert unknown == []
    found = Settings.read(given)
    assert found.database_url
    assert found.broker_url
    assert found.store_url


def test_web_and_workers_share_everything_they_must() -> None:
    web, worker = (filled(SERVICES[name]["environment"]) for name in OURS)

    assert {name: web[name] for name in worker} == worker
    assert {*SCHEMES, "FORMGEN_SECRET"} <= set(worker)


def test_the_addresses_lead_to_the_services() -> None:
    given = filled(SERVICES["worker"]["environment"])
    hosts = {re.sub(r".*[/@]([\w-]+):\d+.*", r"\1", given[name]) for name in
             ("DATABASE_URL", "BROKER_URL", "AWS_ENDPOINT_URL")}  # fmt: skip
    bucket = given["STORE_URL"].split("/")[2]

    assert hosts == {"database", "broker", "store"}
    assert SERVICES[ONCE]["entrypoint"][-1] == f"/data/{bucket}"
    for name, user in (
        ("database", "POSTGRES_USER"),
        ("broker", "RABBITMQ_DEFAULT_USER"),
        ("store", "MINIO_ROOT_USER"),
    ):
        assert SERVICES[name]["environment"][user] == "formgen"


def test_no_secret_stands_in_the_file() -> None:
    for service in SERVICES.values():
        for name, value in service.get("environment", {}).items():
            if re.search("PASS|SECRET|_URL", name) and "://" not in value:
                assert WANTED.fullmatch(value), name
    said = set(WANTED.findall((ROOT / "compose.yaml").read_text("utf-8")))
    assert said == {"FORMGEN_SECRET", "DATABASE_PASSWORD", "BROKER_PASSWORD", "STORE_PASSWORD"}
    head = (ROOT / "compose.yaml").read_text("utf-8").partition("\nname:")[0]
    assert all(name in head for name in said)


def test_only_the_pages_can_be_reached_and_only_from_this_machine() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["web"]
    assert SERVICES["web"]["ports"] == ["127.0.0.1:5000:5000"]
    assert COMPOSE["networks"]["back"] == {"internal": True}
    assert [name for name, service in SERVICES.items() if "front" in service.get("networks", [])] == ["web"]


def test_the_worker_shows_its_life_where_it_is_looked_for() -> None:
    assert f"/var/lib/formgen/{ALIVE} " in SERVICES["worker"]["healthcheck"]["test"][1]
    assert SERVICES["worker"]["command"][0] in commands.commands


# ---- the Dockerfile -------------------------------------------------------------------------------------------------


def said(step: str) -> list[str]:
    """What every such line of the Dockerfile says."""
    return [rest for name, rest in STEPS if name == step]


def test_the_image_is_of_a_known_version_and_runs_as_nobody_special() -> None:
    assert {name for name, _ in STEPS} <= {
        "FROM", "WORKDIR", "RUN", "COPY", "ENV", "USER", "EXPOSE", "ENTRYPOINT", "CMD",
    }  # fmt: skip
    assert all(re.match(r"python:3\.\d+\.\d+-slim-\w+( AS \w+)?$", image) for image in said("FROM"))
    (user,) = said("USER")
    assert user == "10001:10001"
    assert f"--uid {user.split(':')[0]} " in " ".join(said("RUN"))
    assert [name for name, _ in STEPS].index("USER") > len(STEPS) - 5, "nothing is installed after it"


def test_what_the_image_installs_is_locked() -> None:
    installs = [line for line in said("RUN") if "pip install" in line]

    assert len(installs) == 2
    assert "--require-hashes -r requirements-cluster.lock" in installs[0]
    assert "--no-deps --no-build-isolation" in installs[1]
    assert "apt" not in " ".join(said("RUN"))


def test_everything_that_is_copied_is_there_and_nothing_else_reaches_the_engine() -> None:
    copied = {source for line in said("COPY") if "--from" not in line for source in line.split()[:-1]}
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")}

    assert copied == allowed
    assert all((ROOT / source).exists() for source in copied)


def test_the_image_starts_a_command_that_exists() -> None:
    (entry,), (usual,) = said("ENTRYPOINT"), said("CMD")

    assert json.loads(entry) == ["formgen"]
    command, *options = json.loads(usual)
    known = {option for parameter in commands.commands[command].params for option in parameter.opts}
    assert {option for option in options if option.startswith("--")} <= known
    assert said("EXPOSE") == [options[options.index("--port") + 1]]
