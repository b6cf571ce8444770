"""Every setting with access to the Docker host is reported in any notation; an ordinary container has none."""

from typing import Any

import pytest

from dockcycle.domain.create.host_access import DANGERS, dangers
from tests.unit.domain.host_config import codes

ORDINARY = {
    "Image": "nginx", "Tty": True, "OpenStdin": True, "Cmd": ["sh"], "Entrypoint": ["tini"], "Env": ["A=1"],
    "Labels": {"a": "b"}, "User": "root", "WorkingDir": "/", "ExposedPorts": {"80/tcp": {}}, "Volumes": {"/data": {}},
    "Healthcheck": {"Test": ["CMD-SHELL", "true"]}, "StopSignal": "SIGTERM", "Hostname": "web",
    "HostConfig": {
        "AutoRemove": True, "RestartPolicy": {"Name": "always", "MaximumRetryCount": 0},
        "Binds": ["data:/var/lib/data", "data:/b:ro", "/anonymous"],
        "Mounts": [
            {"Type": "volume", "Source": "data", "Target": "/data"},
            {"Type": "volume", "Target": "/data", "VolumeOptions": {"DriverConfig": {"Name": "local"}}},
            {"Type": "tmpfs", "Target": "/scratch"},
        ],
        "PortBindings": {"80/tcp": [{"HostIp": "", "HostPort": "8080"}]}, "NetworkMode": "shop", "PidMode": "",
        "IpcMode": "private", "UTSMode": "", "UsernsMode": "", "CgroupnsMode": "private", "Memory": 1 << 29,
        "NanoCpus": 10**9, "PidsLimit": 100, "Privileged": False, "Devices": [], "DeviceRequests": None,
        "CapAdd": ["CAP_NET_BIND_SERVICE", "chown"], "CapDrop": ["ALL"], "SecurityOpt": ["no-new-privileges"],
        "VolumesFrom": None, "Runtime": "", "CgroupParent": "", "ReadonlyRootfs": True, "Init": True,
        "LogConfig": {"Type": "", "Config": {}}, "MaskedPaths": None, "VolumeDriver": "local", "OomScoreAdj": 0,
    },
    "NetworkingConfig": {"EndpointsConfig": {"shop": {"Aliases": ["web"]}}},
}  # fmt: skip


def test_an_ordinary_container_has_nothing_to_tell() -> None:
    assert dangers(ORDINARY) == ()
    assert dangers({}) == dangers({"Image": "x", "HostConfig": None}) == ()


@pytest.mark.parametrize(
    ("setting", "value", "code"),
    [
        ("Privileged", True, "privileged"),
        ("NetworkMode", "host", "host_network"),
        ("NetworkMode", " HOST ", "host_network"),
        ("NetworkMode", "ns:/proc/1/ns/net", "host_network"),
        ("NetworkMode", "container:db", "other_container"),
        ("PidMode", "host", "host_pid"),
        ("PidMode", "container:db", "other_container"),
        ("IpcMode", "host", "host_ipc"),
        ("IpcMode", "Container:db", "other_container"),
        ("UTSMode", "host", "host_name"),
        ("UsernsMode", "host", "host_users"),
        ("CgroupnsMode", "host", "host_cgroup"),
        ("CapAdd", ["SYS_ADMIN"], "capabilities"),
        ("CapAdd", ["all"], "capabilities"),
        ("CapAdd", "NET_ADMIN", "capabilities"),
        ("Devices", [{"PathOnHost": "/dev/sda"}], "devices"),
        ("DeviceRequests", [{"Count": -1, "Capabilities": [["gpu"]]}], "devices"),
        ("DeviceCgroupRules", ["b 8:0 rw"], "devices"),
        ("SecurityOpt", ["seccomp=unconfined"], "security_option"),
        ("SecurityOpt", ["apparmor:unconfined"], "security_option"),
        ("SecurityOpt", ["label=disable"], "security_option"),
        ("SecurityOpt", ["label:type:spc_t"], "security_option"),
        ("SecurityOpt", ["systempaths=unconfined"], "security_option"),
        ("SecurityOpt", ["seccomp={}"], "security_option"),
        ("SecurityOpt", ["no-new-privileges=false"], "security_option"),
        ("MaskedPaths", [], "unmasked_paths"),
        ("ReadonlyPaths", ["/proc/bus"], "unmasked_paths"),
        ("VolumesFrom", ["db:ro"], "volumes_from"),
        ("VolumeDriver", "nfs", "volume_driver"),
        ("Runtime", "nvidia", "runtime"),
        ("CgroupParent", "/", "cgroup_parent"),
        ("Cgroup", "container:db", "other_setting"),
        ("Sysctls", {"net.ipv4.ip_forward": "1"}, "other_setting"),
        ("OomKillDisable", True, "other_setting"),
        ("OomScoreAdj", -1000, "other_setting"),
        ("LogConfig", {"Type": "syslog", "Config": {"syslog-address": "unix:///run/x"}}, "other_setting"),
        ("Links", ["db"], "other_setting"),
        ("SettingOfTomorrow", {"a": 1}, "other_setting"),
    ],
)
def test_what_loosens_the_isolation_is_told(setting: str, value: object, code: str) -> None:
    assert codes(**{setting: value}) == [code]


@pytest.mark.parametrize("key", ["Privileged", "privileged", "PRIVILEGED"])
def test_keys_count_in_every_case_as_for_the_engine(key: str) -> None:
    assert codes(**{key: True}) == ["privileged"]
    assert [danger.code for danger in dangers({"hostCONFIG": {key: True}})] == ["privileged"]


def test_a_letter_that_go_takes_for_another_counts_too() -> None:
    long_s, kelvin = "Bind\u017f", "Networ\u212aMode"

    assert [danger.code for danger in dangers({"HostConfig": {long_s: ["/etc:/etc"]}})] == ["host_path"]
    assert [danger.code for danger in dangers({"HostConfig": {kelvin: "host"}})] == ["host_network"]


def test_a_key_that_stands_there_twice_counts_twice() -> None:
    assert codes(Privileged=False, privileged=True) == ["privileged"]


def test_settings_at_the_top_count_as_for_older_engines() -> None:
    assert [danger.code for danger in dangers({"Image": "x", "Privileged": True, "Binds": ["/:/m"]})] == [
        "engine_socket",
        "privileged",
    ]


def test_a_kind_of_mount_of_tomorrow_is_told() -> None:
    assert codes(Mounts=[{"Type": "cluster", "Source": "x", "Target": "/x"}]) == ["other_setting"]


def test_networks_it_joins_besides_count_as_well() -> None:
    body: dict[str, Any] = {"NetworkingConfig": {"EndpointsConfig": {"host": {}, "shop": {}}}}

    assert [(danger.code, danger.fact) for danger in dangers(body)] == [("host_network", "NetworkMode=host")]


def test_the_worst_comes_first_and_each_only_once() -> None:
    found = codes(
        Runtime="x", CapAdd=["SYS_ADMIN"], Binds=["/etc:/a", "/etc/:/b", "/run/docker.sock:/c"], PidMode="host",
        Privileged=True, Tomorrow=1,
    )  # fmt: skip

    assert found == [
        "engine_socket", "privileged", "host_path", "host_pid", "capabilities", "runtime", "other_setting",
    ]  # fmt: skip
    assert [list(DANGERS).index(code) for code in found] == sorted(list(DANGERS).index(code) for code in found)


@pytest.mark.parametrize("odd", ["x", 1, [1], [None], [[]], {"a": 1}, [{"Type": 1}], True])
@pytest.mark.parametrize("setting", ["Binds", "Mounts", "Devices", "CapAdd", "PidMode", "SecurityOpt", "VolumesFrom"])
def test_no_shape_is_too_odd(setting: str, odd: object) -> None:
    assert all(danger.code in DANGERS for danger in dangers({"HostConfig": {setting: odd}}))


@pytest.mark.parametrize("odd", ["x", 1, [{"Privileged": True}]])
def test_a_host_config_that_is_none_is_told(odd: object) -> None:
    assert [danger.code for danger in dangers({"HostConfig": odd})] == ["other_setting"]


def test_a_sentence_names_its_fact_shortened() -> None:
    (danger,) = dangers({"HostConfig": {"Binds": [f"/{'a' * 500}:/x"]}})

    assert len(danger.fact) == 200
    assert danger.fact in danger.text % {"fact": danger.fact}


@pytest.mark.parametrize("code", DANGERS)
def test_every_sentence_can_be_filled_in(code: str) -> None:
    assert (DANGERS[code] % {"fact": "a fact"}).endswith((".", ")."))
