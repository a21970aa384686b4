//! How one request is answered.

use std::path::PathBuf;

use anyhow::{Context, Result};
use axum::Router;
use axum::body::{Body, HttpBody as _, to_bytes};
use axum::extract::Request;
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_SECURITY_POLICY,
    CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use tower_http::services::ServeDir;

use crate::{Hit, Log, Options, RECORDER_PATH};

/// No HTML page of the project comes near this.
const LARGEST_PAGE: usize = 4 * 1024 * 1024;

pub fn service(options: Options, log: Log) -> Result<Router> {
    let headers = headers(&options)?;
    let recorder = options.recorder.is_some();
    let mut router = Router::new();
    if let Some(script) = options.recorder {
        let script = move || async move { ([(CONTENT_TYPE, "text/javascript")], script) };
        router = router.route(RECORDER_PATH, get(script));
    }
    let policies = by_path(&options.policies)?;
    let caching = by_path(&options.caching)?;
    let delays = std::sync::Arc::new(options.delays);
    for (prefix, folder) in options.folders {
        router = add_folder(router, &prefix, folder);
    }
    let without_endings = options.without_endings;
    Ok(
        router.layer(from_fn(move |mut request: Request, next: Next| {
            let (mut headers, log, delays) = (headers.clone(), log.clone(), delays.clone());
            for (name, values) in [
                (CONTENT_SECURITY_POLICY, &policies),
                (CACHE_CONTROL, &caching),
            ] {
                if let Some((_, value)) = values
                    .iter()
                    .find(|(start, _)| request.uri().path().starts_with(start.as_str()))
                {
                    headers.insert(name, value.clone());
                }
            }
            async move {
                let method = request.method().clone();
                let path = request
                    .uri()
                    .path_and_query()
                    .map_or_else(|| "/".to_owned(), ToString::to_string);
                if let Some((_, delay)) =
                    delays.iter().find(|(end, _)| path.ends_with(end.as_str()))
                {
                    tokio::time::sleep(*delay).await;
                }
                let elsewhere = without_endings
                    .then(|| without_ending(request.uri().path()))
                    .flatten();
                let mut response = match elsewhere {
                    Some(Ending::SentOn(to)) => Redirect::permanent(&to).into_response(),
                    Some(Ending::Meant(file)) => {
                        *request.uri_mut() = file;
                        next.run(request).await
                    }
                    None => next.run(request).await,
                };
                if recorder {
                    response = with_recorder(response, &method).await;
                }
                response.headers_mut().extend(headers);
                let hit = Hit {
                    method: method.to_string(),
                    path,
                    status: response.status().as_u16(),
                    bytes: length(&response),
                };
                log.lock()
                    .unwrap_or_else(std::sync::PoisonError::into_inner)
                    .push(hit);
                response
            }
        })),
    )
}

/// What a host that leaves endings out does with an address.
enum Ending {
    SentOn(String),
    Meant(Uri),
}

fn without_ending(path: &str) -> Option<Ending> {
    if let Some(bare) = path.strip_suffix(".html") {
        let bare = bare
            .strip_suffix("/index")
            .map_or(bare.to_owned(), |folder| format!("{folder}/"));
        return Some(Ending::SentOn(bare));
    }
    let (_, name) = path.rsplit_once('/')?;
    let page = !name.is_empty() && !name.contains('.');
    let file = page
        .then(|| format!("{path}.html").parse().ok())
        .flatten()?;
    Some(Ending::Meant(file))
}

fn length(response: &Response) -> u64 {
    let told = response.headers().get(CONTENT_LENGTH);
    told.and_then(|value| value.to_str().ok()?.parse().ok())
        .or_else(|| response.body().size_hint().exact())
        .unwrap_or_default()
}

fn add_folder(router: Router, prefix: &str, folder: PathBuf) -> Router {
    let files = ServeDir::new(folder).precompressed_br();
    if prefix == "/" {
        router.fallback_service(files)
    } else {
        router.nest_service(prefix, files)
    }
}

fn headers(options: &Options) -> Result<HeaderMap> {
    let mut headers = HeaderMap::new();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // Pages of other origins embed the widget, and modules are fetched with CORS.
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    if let Some(policy) = &options.policy {
        headers.insert(
            CONTENT_SECURITY_POLICY,
            HeaderValue::from_str(policy).context("the policy is no header value")?,
        );
    }
    for (name, value) in &options.headers {
        let name = HeaderName::from_bytes(name.as_bytes())
            .with_context(|| format!("{name:?} is no header name"))?;
        let value = HeaderValue::from_str(value)
            .with_context(|| format!("{value:?} is no header value"))?;
        headers.insert(name, value);
    }
    Ok(headers)
}

fn by_path(values: &[(String, String)]) -> Result<Vec<(String, HeaderValue)>> {
    values
        .iter()
        .map(|(start, value)| {
            let value = HeaderValue::from_str(value)
                .with_context(|| format!("{value:?} is no header value"))?;
            Ok((start.clone(), value))
        })
        .collect()
}

/// Puts the recorder before any other script of an HTML page: after `<head>`, else at the start.
async fn with_recorder(response: Response, method: &Method) -> Response {
    let is_html = response
        .headers()
        .get(CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if !is_html || method != Method::GET || response.status() != StatusCode::OK {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, LARGEST_PAGE).await else {
        return (
            StatusCode::INTERNAL_SERVER_ERROR,
            "the page is too large for the recorder",
        )
            .into_response();
    };
    let page = String::from_utf8_lossy(&bytes);
    let tag = format!("<script src=\"{RECORDER_PATH}\"></script>");
    let page = match head_end(&page).and_then(|at| page.split_at_checked(at)) {
        Some((before, after)) => format!("{before}{tag}{after}"),
        None => format!("{tag}{page}"),
    };
    parts.headers.remove(CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(page))
}

/// The position after the opening `<head ...>` tag.
fn head_end(page: &str) -> Option<usize> {
    let lower = page.to_ascii_lowercase();
    let mut from = 0;
    loop {
        let start = lower.get(from..)?.find("<head")? + from;
        let after = start + "<head".len();
        let rest = lower.get(after..)?;
        if rest.starts_with(['>', ' ', '\n', '\r', '\t']) {
            return Some(after + rest.find('>')? + 1);
        }
        from = after;
    }
}

#[cfg(test)]
mod tests {
    use super::head_end;

    #[test]
    fn a_header_is_not_a_head() {
        assert_eq!(head_end("<html><head lang=en><title>"), Some(20));
        assert_eq!(head_end("<HTML>\n<HEAD>\n"), Some(13));
        assert_eq!(head_end("<header>no head</header>"), None);
    }
}
