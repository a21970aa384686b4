//! What the server answers, asked over a plain connection so that nothing tidies the request first.

// Helpers of tests are outside #[test], where clippy.toml does not reach.
#![allow(clippy::unwrap_used)]

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;

use aftermile_server::{Options, Port, RECORDER_PATH, STRICT_POLICY, Server};

fn site() -> Options {
    Options::strict(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/site"))
}

fn start(options: Options) -> Server {
    Server::start(options, Port::Any).unwrap()
}

fn ask(server: &Server, request: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", server.port())).unwrap();
    write!(
        stream,
        "{request} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn every_kind_of_file_has_its_type() {
    let server = start(site());
    for (path, kind) in [
        ("/", "text/html"),
        ("/a.js", "text/javascript"),
        ("/a.wasm", "application/wasm"),
        ("/app.webmanifest", "application/manifest+json"),
        ("/inner/file.txt", "text/plain"),
    ] {
        let answer = ask(&server, &format!("GET {path}"));
        assert!(answer.starts_with("HTTP/1.1 200"), "{path}: {answer}");
        assert!(
            answer.contains(&format!("content-type: {kind}")),
            "{path}: {answer}"
        );
    }
}

#[test]
fn every_answer_has_the_strict_headers() {
    let server = start(site());
    for path in ["/", "/a.js", "/not-there"] {
        let answer = ask(&server, &format!("GET {path}"));
        assert!(
            answer.contains(&format!("content-security-policy: {STRICT_POLICY}")),
            "{answer}"
        );
        assert!(answer.contains("cache-control: no-store"), "{answer}");
        assert!(
            answer.contains("access-control-allow-origin: *"),
            "{answer}"
        );
        assert!(
            answer.contains("x-content-type-options: nosniff"),
            "{answer}"
        );
    }
}

#[test]
fn nothing_outside_the_folder_is_given_away() {
    let server = start(site());
    for path in [
        "/../Cargo.toml",
        "/%2e%2e/Cargo.toml",
        "/inner/..%2f..%2f..%2fCargo.toml",
        "/..%5cCargo.toml",
    ] {
        let answer = ask(&server, &format!("GET {path}"));
        assert!(
            !answer.starts_with("HTTP/1.1 200") && !answer.contains("[package]"),
            "{path}: {answer}"
        );
    }
}

#[test]
fn only_reading_is_allowed() {
    let server = start(site());
    let head = ask(&server, "HEAD /");
    assert!(
        head.starts_with("HTTP/1.1 200") && head.ends_with("\r\n\r\n"),
        "{head}"
    );
    for method in ["POST", "PUT", "DELETE"] {
        let answer = ask(&server, &format!("{method} /"));
        assert!(answer.starts_with("HTTP/1.1 405"), "{answer}");
    }
}

#[test]
fn the_recorder_is_the_first_script_of_a_page_and_of_pages_only() {
    let server = start(Options {
        recorder: Some("// records".to_owned()),
        ..site()
    });
    let page = ask(&server, "GET /");
    assert!(
        page.contains(&format!(
            "<head><script src=\"{RECORDER_PATH}\"></script><title>"
        )),
        "{page}"
    );
    assert!(ask(&server, &format!("GET {RECORDER_PATH}")).contains("// records"));
    assert!(!ask(&server, "GET /a.js").contains(RECORDER_PATH));
    assert!(!ask(&start(site()), "GET /").contains(RECORDER_PATH));
}

#[test]
fn a_folder_can_have_a_place_of_its_own() {
    let mut options = site();
    let inner = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/site/inner");
    options.folders.push(("/pages".to_owned(), inner));
    assert!(ask(&start(options), "GET /pages/file.txt").ends_with("inner"));
}

#[test]
fn requests_are_logged_until_forgotten() {
    let server = start(site());
    ask(&server, "GET /a.js?version=1");
    ask(&server, "GET /not-there");
    let hits: Vec<_> = server
        .hits()
        .into_iter()
        .map(|hit| (hit.path, hit.status))
        .collect();
    assert_eq!(
        hits,
        [
            ("/a.js?version=1".to_owned(), 200),
            ("/not-there".to_owned(), 404)
        ]
    );
    server.forget_hits();
    assert!(server.hits().is_empty());
}

#[test]
fn stopping_closes_the_port_and_open_connections() {
    let server = start(site());
    let port = server.port();
    let mut open = TcpStream::connect(("127.0.0.1", port)).unwrap();
    write!(open, "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").unwrap();
    let mut some = [0; 16];
    open.read_exact(&mut some).unwrap();
    server.stop();
    let mut rest = Vec::new();
    // Closed in either way: the end of the stream, or a reset.
    let _ = open.read_to_end(&mut rest);
    assert!(TcpStream::connect(("127.0.0.1", port)).is_err());
    drop(Server::start(site(), Port::Exactly(port)).unwrap());
}

#[test]
fn a_taken_port_is_refused_or_passed_over() {
    let first = start(site());
    let message = format!(
        "{:#}",
        Server::start(site(), Port::Exactly(first.port())).unwrap_err()
    );
    assert!(
        message.contains(&first.port().to_string()) && message.contains("--port"),
        "{message}"
    );
    let second = Server::start(site(), Port::From(first.port())).unwrap();
    assert_ne!(second.port(), first.port());
}
