"""The wheel: built, installed into an empty environment, and the demo run from it."""

import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_wheel_carries_templates_and_labels_and_runs_the_demo(tmp_path: Path) -> None:
    build = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        str(tmp_path),
        str(ROOT),
    ]
    subprocess.run(build, check=True, capture_output=True, timeout=300)
    wheel = next(tmp_path.glob("rekapin-*.whl"))
    venv.create(tmp_path / "empty", with_pip=True)
    scripts = tmp_path / "empty" / ("Scripts" if os.name == "nt" else "bin")
    install = [
        str(scripts / "python"),
        "-m",
        "pip",
        "install",
        "-q",
        "--only-binary",
        ":all:",
        str(wheel),
    ]
    subprocess.run(install, check=True, capture_output=True, timeout=600)

    done = subprocess.run(
        [str(scripts / "rekapin"), "demo", "--once", "--port", "0"],
        cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert "TOKO MELATI" in done.stdout
    assert "http://127.0.0.1:" in done.stdout
