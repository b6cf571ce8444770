"""Every setting with access to the Docker host is reported in any notation; an ordinary container has none."""

from typing import Any

import pytest

from dockcycle.domain.create.host_access import DANGERS, dangers


def codes(**host_config: Any) -> list[str]:
    return [danger.code for danger in dangers({"Image": "x", "HostConfig": host_config})]


def facts(**host_config: Any) -> list[tuple[str, str]]:
    return [(danger.code, danger.fact) for danger in dangers({"Image": "x", "HostConfig": host_config})]


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


@pytest.mark.parametrize(
    ("source", "path"),
    [
        ("/etc", "/etc"),
        ("//etc", "/etc"),
        ("///etc//ssl/", "/etc/ssl"),
        ("/./etc", "/etc"),
        ("/srv/../etc", "/etc"),
        (" /etc ", "/etc"),
        ("/etc/.", "/etc"),
        ("../../etc", "/etc"),
        ("./x", "/x"),
        ("~/x", "/~/x"),
        ("/proc/1/root/etc", "/etc"),
        ("/proc/self/root/proc/1/root/etc", "/etc"),
        ("/proc/self/task/1/root/etc", "/etc"),
    ],
)
def test_a_path_of_the_machine_is_told_however_it_is_written(source: str, path: str) -> None:
    assert facts(Binds=[f"{source}:/x:ro"]) == [("host_path", path)]
    assert facts(Mounts=[{"Type": "bind", "Source": source, "Target": "/x"}]) == [("host_path", path)]
    assert facts(mounts=[{"type": "BIND", "SOURCE": source}]) == [("host_path", path)]


@pytest.mark.parametrize(
    "source",
    [
        "/var/run/docker.sock",
        "/run/docker.sock",
        "//var//run/./docker.sock",
        "/var/run/../run/docker.sock ",
        "/var/lib/../run/docker.sock",
        "/VAR/run/Docker.Sock",
        "/run",
        "/run/",
        "/var/run",
        "/var",
        "/",
        "//",
        "/.",
        "/etc/..",
        "/proc/1/root",
        "/proc/1/root/run/docker.sock",
        "/run/user",
        "/run/user/1000",
        "/run/user/1000/docker.sock",
        "/home/me/.docker/run/docker.sock",
        "/run/containerd",
        "/run/containerd/containerd.sock",
        "/run/podman/podman.sock",
        "\\\\.\\pipe\\docker_engine",
    ],
)
def test_the_engines_socket_and_what_holds_it_is_the_worst(source: str) -> None:
    assert codes(Binds=[f"{source}:/x:ro"]) == ["engine_socket"]
    assert codes(Mounts=[{"Type": "bind", "Source": source, "Target": "/x", "ReadOnly": True}]) == ["engine_socket"]


@pytest.mark.parametrize("source", ["/run/mysqld/mysqld.sock", "/running", "/variable", "/var/lib", "/run/lock"])
def test_other_sockets_and_folders_are_only_paths(source: str) -> None:
    assert codes(Binds=[f"{source}:/x"]) == ["host_path"]


def test_the_socket_of_the_engine_itself_can_be_named() -> None:
    body = {"HostConfig": {"Binds": ["/srv/engine:/x"]}}

    assert [danger.code for danger in dangers(body, ["/srv/engine/own.sock"])] == ["engine_socket"]
    assert [danger.code for danger in dangers(body)] == ["host_path"]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"Options": {"type": "none", "o": "bind", "device": "/etc"}}, ("host_path", "/etc")),
        ({"Name": "local", "Options": {"o": "rbind,ro", "device": "//var/run"}}, ("engine_socket", "/var/run")),
        ({"options": {"O": "bind", "DEVICE": "/dev/sda"}}, ("host_path", "/dev/sda")),
        ({"Options": {"type": "nfs", "device": ":/x"}}, ("volume_driver", "local type=nfs,device=:/x")),
        ({"Name": "plugin"}, ("volume_driver", "plugin")),
    ],
)
def test_a_volume_that_binds_is_told_as_a_path(options: dict[str, Any], told: tuple[str, str]) -> None:
    mount = {"Type": "volume", "Source": "data", "Target": "/x", "VolumeOptions": {"DriverConfig": options}}

    assert facts(Mounts=[mount]) == [told]


def test_a_volume_named_like_a_path_is_a_path() -> None:
    assert facts(Mounts=[{"Type": "volume", "Source": "/etc", "Target": "/x"}]) == [("host_path", "/etc")]
    assert facts(Mounts=[{"Source": "/etc", "Target": "/x"}]) == [("host_path", "/etc")]


def test_a_kind_of_mount_of_tomorrow_is_told() -> None:
    assert codes(Mounts=[{"Type": "cluster", "Source": "x", "Target": "/x"}]) == ["other_setting"]


def test_a_path_of_windows_is_a_path() -> None:
    assert facts(Binds=["C:\\data:C:\\x"]) == [("host_path", "C:\\data:C")]


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
