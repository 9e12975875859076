"""An S3 store: Ceph's object gateway over one monitor and one disk process."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
import uuid
from collections.abc import Sequence

import minio
import urllib3

from deploy.local.data_directory import DataDirectory
from deploy.local.errors import LaunchError
from deploy.local.ports import BackingPorts, Port
from deploy.local.programs import Program

BUCKET = "prakat"
ACCESS_KEY = "prakat"
REGION = "us-east-1"
DISK_BYTES = 20 * 1024**3  # sparse: takes room only as it fills

CONFIGURATION = """\
[global]
fsid = {cluster}
keyring = {home}/keyring
mon_initial_members = a
mon_host = v2:127.0.0.1:{monitor_port}
public_network = 127.0.0.0/8
ms_bind_port_min = {first_osd_port}
ms_bind_port_max = {last_osd_port}
auth_cluster_required = cephx
auth_service_required = cephx
auth_client_required = cephx
auth_allow_insecure_global_id_reclaim = false
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_pool_default_pg_num = 1
osd_pool_default_pgp_num = 1
osd_pool_default_pg_autoscale_mode = off
mon_max_pg_per_osd = 1000
mon_allow_pool_size_one = true
mon_data_avail_warn = 1
mon_data_avail_crit = 1
osd_crush_chooseleaf_type = 0
run_dir = {run}
admin_socket = {run}/$name.asok
pid_file =
log_to_file = false
log_to_stderr = true
mon_cluster_log_to_file = false
debug_rgw = 0/0
debug_osd = 0/0
debug_mon = 0/0
debug_bluestore = 0/0
debug_bluefs = 0/0
debug_rocksdb = 0/0
debug_paxos = 0/0
crash_dir = {home}/crash
mon_data = {home}/mon
osd_data = {home}/osd
rgw_data = {home}/rgw
osd_objectstore = bluestore
bluestore_block_size = {disk_bytes}
bluestore_cache_autotune = false
bluestore_cache_size = 134217728
osd_memory_target = 939524096
# One node has nobody to agree with: short intervals make a restart take a second instead of half a minute.
paxos_propose_interval = 0.05
paxos_min_wait = 0.01
mon_tick_interval = 1
osd_heartbeat_interval = 1
osd_fast_shutdown_notify_mon = true
rgw_frontends = beast endpoint=127.0.0.1:{s3_port} tcp_nodelay=1
rgw_thread_pool_size = 64
rgw_dynamic_resharding = false
rgw_override_bucket_index_max_shards = 1
rgw_gc_obj_min_wait = 60
rgw_gc_processor_period = 60
rgw_enable_usage_log = false
"""

PREPARE_DISK = """
if [ ! -f {home}/osd/ready ]; then
  rm -rf {home}/osd
  mkdir {home}/osd
  timeout 60 ceph osd new {disk} 0 >/dev/null
  ceph-osd -i 0 --mkfs --osd-uuid {disk}
  touch {home}/osd/ready
fi
"""

# The gateway stalls for ten seconds when it asks the disk process of before a restart: so wait for the new one.
PREPARE_GATEWAY = """
{python} -m deploy.local.ceph_disk {run}/osd.0.asok
if ! [ {home}/rgw/user.json -nt {home}/user.json ]; then
  timeout 60 radosgw-admin metadata put user:{access_key} < {home}/user.json >/dev/null
  cp {home}/user.json {home}/rgw/user.json
fi
"""


class Ceph:
    """The S3 store. Keeps its state under <data>/ceph."""

    name = "s3"
    setting = "s3_url"

    def __init__(self, data: DataDirectory, ports: BackingPorts, secret_key: str) -> None:
        self._data = data
        self._ports = ports
        self._secret_key = secret_key
        self._home = data.path / "ceph"
        self._run = data.run / "ceph"
        self._environment = {"CEPH_CONF": str(self._home / "ceph.conf")}

    @property
    def url(self) -> str:
        return f"http://{ACCESS_KEY}:{self._secret_key}@127.0.0.1:{self._ports.s3.number}/{BUCKET}"

    @property
    def ports(self) -> Sequence[Port]:
        return self._ports.s3, self._ports.ceph_monitor

    def prepare(self) -> None:
        """Write the store's configuration; form its cluster at the first start.

        Raises LaunchError when the cluster cannot be formed.
        """
        for directory in (self._run, self._home / "crash", self._home / "rgw"):
            directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        cluster = self._remembered_id("cluster")
        first_osd_port, last_osd_port = self._ports.ceph_osd
        configuration = CONFIGURATION.format(
            cluster=cluster,
            home=self._home,
            run=self._run,
            monitor_port=self._ports.ceph_monitor.number,
            first_osd_port=first_osd_port,
            last_osd_port=last_osd_port,
            disk_bytes=DISK_BYTES,
            s3_port=self._ports.s3.number,
        )
        self._data.write("ceph/ceph.conf", configuration)
        user = json.dumps(self._user())
        if not (self._home / "user.json").is_file() or (self._home / "user.json").read_text() != user:
            self._data.write("ceph/user.json", user)
        if not (self._home / "mon.ready").exists():
            self._form_cluster(cluster)

    def programs(self) -> Sequence[Program]:
        disk = self._remembered_id("disk")
        # Each in a group of its own: the supervisor stops groups one after another, the monitor last.
        monitor = Program("s3-monitor", ["ceph-mon", "-f", "-i", "a"], "s3-monitor", 11, self._environment)
        osd = Program(
            name="s3-disk",
            command=["ceph-osd", "-f", "-i", "0"],
            group="s3-disk",
            order=21,
            environment=self._environment,
            before=PREPARE_DISK.format(home=self._home, disk=disk),
        )
        gateway = Program(
            name=self.name,
            command=["radosgw", "-f", "-n", "client.admin"],
            group=self.name,
            order=22,
            environment=self._environment,
            before=PREPARE_GATEWAY.format(
                python=shlex.quote(sys.executable), home=self._home, run=self._run, access_key=ACCESS_KEY
            ),
        )
        return monitor, osd, gateway

    def is_ready(self) -> bool:
        """Whether the store answers our user. The bucket is made by whoever keeps files in it."""
        client = minio.Minio(
            f"127.0.0.1:{self._ports.s3.number}",
            ACCESS_KEY,
            self._secret_key,
            secure=False,
            region=REGION,
            http_client=urllib3.PoolManager(retries=False, timeout=2),
        )
        try:
            client.list_buckets()
        except (minio.error.MinioException, urllib3.exceptions.HTTPError):
            return False
        return True

    def _remembered_id(self, what: str) -> str:
        """An identifier made once for this data directory."""
        path = self._home / f"{what}.id"
        if not path.exists():
            self._data.write(f"ceph/{what}.id", f"{uuid.uuid4()}\n")
        return path.read_text(encoding="utf-8").strip()

    def _user(self) -> dict[str, object]:
        """The record of our user, as the store keeps it: so the secret key is never on a command line."""
        key = {"user": ACCESS_KEY, "access_key": ACCESS_KEY, "secret_key": self._secret_key}
        record = {"user_id": ACCESS_KEY, "display_name": ACCESS_KEY, "type": "rgw", "op_mask": "read, write, delete"}
        return {"data": {**record, "max_buckets": 0, "keys": [key]}}

    def _form_cluster(self, cluster: str) -> None:
        monitor_map, keyring = str(self._home / "monmap"), str(self._home / "keyring")
        address = f"[v2:127.0.0.1:{self._ports.ceph_monitor.number}]"
        shutil.rmtree(self._home / "mon", ignore_errors=True)
        self._run_tool(
            "ceph-authtool", "--create-keyring", keyring, "--gen-key", "-n", "mon.", "--cap", "mon", "allow *"
        )
        self._add_key(keyring, "client.admin", mon="allow *", osd="allow *", mgr="allow *")
        self._add_key(keyring, "osd.0", mon="allow profile osd", osd="allow *", mgr="allow profile osd")
        self._run_tool("monmaptool", "--create", "--clobber", "--addv", "a", address, "--fsid", cluster, monitor_map)
        self._run_tool("ceph-mon", "--mkfs", "-i", "a", "--monmap", monitor_map, "--keyring", keyring)
        (self._home / "mon.ready").touch()

    def _add_key(self, keyring: str, name: str, **capabilities: str) -> None:
        caps = [word for service, allowed in capabilities.items() for word in ("--cap", service, allowed)]
        self._run_tool("ceph-authtool", keyring, "--gen-key", "-n", name, *caps)

    def _run_tool(self, *command: str) -> None:
        environment = {**os.environ, **self._environment}
        outcome = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if outcome.returncode != 0:
            raise LaunchError(f"The S3 store could not be set up: {command[0]} says {outcome.stderr.strip()!r}.")
