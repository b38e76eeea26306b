"""A coach's site shows the pages in a frame: over https, on two sites, nginx in front."""

import os
import shutil
import socket
import subprocess

import pytest
from playwright.sync_api import expect, sync_playwright

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NGINX = """
daemon off; master_process off; pid {folder}/pid; error_log {folder}/errors;
events {{}}
http {{
  access_log off; client_body_temp_path {folder}/b; proxy_temp_path {folder}/p;
  fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  ssl_certificate {folder}/cert; ssl_certificate_key {folder}/key;
  server {{
    listen 127.0.0.1:{port} ssl; server_name coach.test;
    location / {{
      default_type text/html;
      return 200 '<iframe src="https://pln.example:{port}/network?{query}" width=390 height=800></iframe>';
    }}
  }}
  server {{
    listen 127.0.0.1:{port} ssl; server_name pln.example;
    location / {{
      proxy_pass {to}; proxy_http_version 1.1; proxy_buffering off;
      proxy_set_header Host $http_host; proxy_set_header X-Forwarded-Proto https;
      proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";
    }}
  }}
}}
"""


@pytest.fixture
def size():
    """One size will do."""
    return "phone"


@pytest.fixture
def port():
    with socket.create_server(("127.0.0.1", 0)) as door:
        return door.getsockname()[1]


@pytest.fixture
def nginx(tmp_path, port, wait):
    """Return a function that puts a coach's site, and https, before a server."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        assert not os.environ.get("CI"), "CI has no nginx: apt-get install nginx-light"
        pytest.skip("no nginx here: install your system's package `nginx`")
    certificate = "req -x509 -newkey rsa:2048 -nodes -keyout key -out cert -days 2 -subj /CN=test"
    subprocess.run(["openssl", *certificate.split()], cwd=tmp_path, check=True, capture_output=True)
    started = []

    def start(room):
        query = room.link.partition("?")[2]
        text = NGINX.format(folder=tmp_path, port=port, query=query, to=room.host)
        (tmp_path / "conf").write_text(text)
        started.append(subprocess.Popen([program, "-p", tmp_path, "-c", tmp_path / "conf"]))
        wait(lambda: listens(port))
        return f"https://coach.test:{port}/"

    yield start
    for process in started:
        process.terminate()
        process.wait(10)


def listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


HERE = (
    "--host-resolver-rules=MAP coach.test 127.0.0.1,MAP pln.example 127.0.0.1",
    "--ignore-certificate-errors",
)
FORGETS = (
    "--disable-features=ThirdPartyStoragePartitioning"  # so that a frame is told to keep nothing
)


@pytest.fixture
def browse(chromium_command, tmp_path, wait):
    """Return a function that opens a page in a browser as people have it.

    Playwright starts its browsers with other rules for what a frame may keep.
    """
    started = []

    def page(*options):
        command = [*chromium_command, *HERE, *options, "--headless", "--remote-debugging-port=0"]
        process = subprocess.Popen(
            [*command, f"--user-data-dir={tmp_path}/browser", "about:blank"],
            stderr=subprocess.DEVNULL,
        )
        door = tmp_path / "browser" / "DevToolsActivePort"
        wait(lambda: door.exists() and door.read_text().strip())
        playwright = sync_playwright().start()
        started.append((process, playwright))
        address = f"http://127.0.0.1:{door.read_text().split()[0]}"
        return playwright.chromium.connect_over_cdp(address).contexts[0].new_page()

    yield page
    for process, playwright in started:
        playwright.stop()
        process.terminate()
        process.wait(20)


def add(page, name):
    """Add a member in the frame of a page; return what shows the latest."""
    frame = page.frame_locator("iframe")
    frame.locator("body[data-plnkit=ready]").wait_for(state="attached", timeout=60_000)
    frame.locator("#pln-name").fill(name)
    frame.locator("#pln-name").press("Enter")
    return frame.locator("[data-pln-view=names] .pln-latest bdi")


def test_a_site_that_was_named_shows_the_page_in_a_frame_with_the_readers_own_book(
    workshop, nginx, browse, port
):
    site = nginx(room := workshop("--frame", f"https://coach.test:{port}"))
    page = browse()
    page.goto(site, wait_until="commit")
    latest = add(page, "Rosa")
    expect(latest).to_have_text("Rosa")
    page.reload(wait_until="commit")
    expect(latest).to_have_text("Rosa", timeout=60_000)
    assert room.log.read_text() == ""


def test_where_a_browser_keeps_nothing_of_a_frame_the_page_works_and_says_so(
    workshop, nginx, browse, port
):
    site = nginx(workshop("--frame", f"https://coach.test:{port}"))
    page = browse(FORGETS)
    page.goto(site, wait_until="commit")
    expect(add(page, "Rosa")).to_have_text("Rosa")
    banner = page.frame_locator("iframe").locator("#pln-watch")
    expect(banner).to_contain_text("open its link in a tab of its own")
    banner.get_by_role("button", name="I see").click()
    expect(banner).to_be_hidden()


def test_a_site_that_was_not_named_cannot_show_the_page(workshop, nginx, browse, port):
    site = nginx(workshop("--frame", f"https://other.test:{port}"))
    page = browse()
    with page.expect_console_message(lambda message: "frame-ancestors" in message.text):
        page.goto(site)
