//! The two places where reqwest goes somewhere: resolving a name, and following a redirect.

use std::net::SocketAddr;
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::redirect;

use crate::Refused;
use crate::policy::{Addresses, Policy};

/// Makes a client that goes only where the policy allows.
///
/// A feature of reqwest that another crate of the build turns on changes what a client does unless it is told, so all that
/// such features would begin by themselves is refused here: unpacking answers, HTTP/2, another TLS, another resolver, the
/// environment's proxy.
pub(crate) fn client(policy: &Policy) -> Result<reqwest::Client, reqwest::Error> {
    let client = reqwest::Client::builder()
        .http1_only()
        .tls_backend_rustls()
        .no_gzip()
        .no_brotli()
        .no_zstd()
        .no_deflate()
        .no_hickory_dns()
        .retry(reqwest::retry::never())
        // A connection that was kept leads to where the name led then; each attempt asks anew.
        .pool_max_idle_per_host(0)
        .referer(false)
        .redirect(redirects(policy.clone()))
        .user_agent(&policy.user_agent);
    match &policy.egress_proxy {
        Some(proxy) => client.no_proxy().proxy(proxy.clone()).build(),
        None => {
            let inner =
                policy.resolver.as_ref().map_or_else(|| Arc::new(System) as Arc<dyn Resolve>, |it| it.0.clone());
            client.no_proxy().dns_resolver(Checked { inner, allowed: policy.addresses() }).build()
        }
    }
}

fn redirects(policy: Policy) -> redirect::Policy {
    redirect::Policy::custom(move |attempt| {
        let followed = attempt.previous().len();
        if policy.redirects == 0 || !matches!(attempt.status().as_u16(), 307 | 308) {
            return attempt.stop();
        }
        if followed > policy.redirects {
            return attempt.error(Refused::Redirects { found: followed, most: policy.redirects });
        }
        match policy.check_parsed(attempt.url()) {
            Ok(()) => attempt.follow(),
            Err(refused) => attempt.error(refused),
        }
    })
}

/// Resolves a name once, and hands on only addresses that are allowed: the connection is made to one of these.
struct Checked {
    inner: Arc<dyn Resolve>,
    allowed: Addresses,
}

impl Resolve for Checked {
    fn resolve(&self, name: Name) -> Resolving {
        let asked = name.as_str().to_owned();
        let resolving = self.inner.resolve(name);
        let allowed = self.allowed.clone();
        Box::pin(async move {
            let mut addresses: Vec<SocketAddr> = resolving.await?.collect();
            for address in &mut addresses {
                allowed.check(Some(&asked), address.ip())?;
                // Only the URL says the port, which was checked.
                address.set_port(0);
            }
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}

struct System;

impl Resolve for System {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let addresses: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}
