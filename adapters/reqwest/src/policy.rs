//! `Policy`: which addresses may be called, and how much of an answer is read.

use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use reqwest::dns::Resolve;
use url::{Host, Url};

use crate::AddressKind;

/// What a callback may reach and take. The URL comes from a stranger, so little is allowed unless it is said here.
///
/// | setting | unless it is said |
/// |---|---|
/// | [`http`](Self::http) | only `https` |
/// | [`port`](Self::port), [`any_port`](Self::any_port) | only 443 |
/// | [`user_info`](Self::user_info) | none in the URL |
/// | [`loopback`](Self::loopback), [`private_networks`](Self::private_networks), [`network`](Self::network) | only addresses of the public internet |
/// | [`redirects`](Self::redirects) | none is followed |
/// | [`timeout`](Self::timeout) | 15 seconds, from the first look-up to the last byte of the answer |
/// | [`answer_limit`](Self::answer_limit) | 1 MiB |
/// | [`egress_proxy`](Self::egress_proxy) | none; the environment is not asked |
/// | [`resolver`](Self::resolver) | the system's |
/// | [`user_agent`](Self::user_agent) | this crate's name and version |
///
/// Every address that a name resolves to is checked, and the connection goes to one of those: there is no second look-up
/// between. Each attempt makes a connection of its own, so that a name that leads elsewhere is noticed. Cookies are never kept, a `Referer` is never sent.
///
/// ```
/// use openapi_reqwest::Policy;
///
/// let policy = Policy::new().port(8443);
/// assert!(policy.check("https://www.external.org:8443/events").is_ok());
/// assert_eq!(
///     policy.check("https://2130706433/").unwrap_err().to_string(),
///     "`127.0.0.1` is loopback; expected an address of the public internet"
/// );
/// ```
#[derive(Clone, Debug)]
pub struct Policy {
    http: bool,
    ports: Vec<u16>,
    any_port: bool,
    pub(crate) user_info: bool,
    addresses: Addresses,
    pub(crate) redirects: usize,
    pub(crate) timeout: Duration,
    pub(crate) answer_limit: usize,
    pub(crate) egress_proxy: Option<reqwest::Proxy>,
    pub(crate) resolver: Option<Resolver>,
    pub(crate) user_agent: String,
}

/// The addresses that are allowed besides those of the public internet.
#[derive(Clone, Debug, Default)]
pub(crate) struct Addresses {
    loopback: bool,
    private: bool,
    networks: Vec<(IpAddr, u8)>,
}

#[derive(Clone)]
pub(crate) struct Resolver(pub(crate) Arc<dyn Resolve>);

impl fmt::Debug for Resolver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Resolver")
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            http: false,
            ports: Vec::from([443]),
            any_port: false,
            user_info: false,
            addresses: Addresses::default(),
            redirects: 0,
            timeout: Duration::from_secs(15),
            answer_limit: 1024 * 1024,
            egress_proxy: None,
            resolver: None,
            user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")).into(),
        }
    }
}

impl Policy {
    /// The strictest policy.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether plain `http` may be spoken too, on port 80 and those allowed.
    #[must_use]
    pub fn http(mut self, allowed: bool) -> Self {
        self.http = allowed;
        self
    }

    /// One more port that may be called.
    #[must_use]
    pub fn port(mut self, port: u16) -> Self {
        self.ports.push(port);
        self
    }

    /// Whether any port may be called.
    #[must_use]
    pub fn any_port(mut self, allowed: bool) -> Self {
        self.any_port = allowed;
        self
    }

    /// Whether a URL may hold a user name and a password; they are sent as Basic authorization.
    #[must_use]
    pub fn user_info(mut self, allowed: bool) -> Self {
        self.user_info = allowed;
        self
    }

    /// Whether this machine may be called: for tests and examples.
    #[must_use]
    pub fn loopback(mut self, allowed: bool) -> Self {
        self.addresses.loopback = allowed;
        self
    }

    /// Whether private networks may be called: [`AddressKind::Private`].
    #[must_use]
    pub fn private_networks(mut self, allowed: bool) -> Self {
        self.addresses.private = allowed;
        self
    }

    /// One more network that may be called, whatever it is for: an address in it and the bits that are the same for all.
    #[must_use]
    pub fn network(mut self, address: impl Into<IpAddr>, bits: u8) -> Self {
        self.addresses.networks.push((address.into(), bits));
        self
    }

    /// How many redirects in a row are followed, each held to this policy. Only 307 and 308 are: any other would turn
    /// the request into one without a body.
    #[must_use]
    pub fn redirects(mut self, most: usize) -> Self {
        self.redirects = most;
        self
    }

    /// How long an attempt may take in all.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How many bytes of an answer's body are read at most.
    #[must_use]
    pub fn answer_limit(mut self, bytes: usize) -> Self {
        self.answer_limit = bytes;
        self
    }

    /// A proxy that makes the connections. Names are then resolved there, and their addresses are its to check; those
    /// that stand in a URL are checked here all the same.
    #[must_use]
    pub fn egress_proxy(mut self, proxy: reqwest::Proxy) -> Self {
        self.egress_proxy = Some(proxy);
        self
    }

    /// Who resolves names, in place of the system. What comes out is checked like any other.
    #[must_use]
    pub fn resolver(mut self, resolver: impl Resolve + 'static) -> Self {
        self.resolver = Some(Resolver(Arc::new(resolver)));
        self
    }

    /// What the request says it is from.
    #[must_use]
    pub fn user_agent(mut self, name: impl Into<String>) -> Self {
        self.user_agent = name.into();
        self
    }

    /// What can be said of a URL before names are resolved. Useful when a stranger hands one in.
    ///
    /// # Errors
    /// The first [`Refused`] there is.
    pub fn check(&self, url: &str) -> Result<Url, Refused> {
        let parsed = Url::parse(url).map_err(|error| Refused::NotAUrl { reason: error.to_string() })?;
        // An empty user name is gone once the URL is parsed.
        let authority =
            url.split_once("://").map_or("", |(_, rest)| rest.split(['/', '?', '#', '\\']).next().unwrap_or(""));
        if authority.contains('@') && !self.user_info {
            return Err(Refused::UserInfo);
        }
        self.check_parsed(&parsed)?;
        Ok(parsed)
    }

    pub(crate) fn check_parsed(&self, url: &Url) -> Result<(), Refused> {
        match url.scheme() {
            "https" => {}
            "http" if self.http => {}
            found => return Err(Refused::Scheme { found: found.into() }),
        }
        if !self.user_info && (!url.username().is_empty() || url.password().is_some()) {
            return Err(Refused::UserInfo);
        }
        let port = url.port_or_known_default().unwrap_or_default();
        let known = self.ports.contains(&port) || (self.http && port == 80);
        if !known && !self.any_port {
            return Err(Refused::Port { found: port });
        }
        match url.host() {
            Some(Host::Ipv4(address)) => self.addresses.check(None, address.into()),
            Some(Host::Ipv6(address)) => self.addresses.check(None, address.into()),
            Some(Host::Domain(_)) => Ok(()),
            None => Err(Refused::NotAUrl { reason: "it has no host".into() }),
        }
    }

    pub(crate) fn addresses(&self) -> Addresses {
        self.addresses.clone()
    }
}

impl Addresses {
    /// Whether an address may be called; `name` is what resolved to it.
    pub(crate) fn check(&self, name: Option<&str>, address: IpAddr) -> Result<(), Refused> {
        let Some(kind) = AddressKind::of(address) else { return Ok(()) };
        let allowed = match kind {
            AddressKind::Loopback => self.loopback,
            AddressKind::Private => self.private,
            _ => false,
        };
        if allowed || self.networks.iter().any(|(network, bits)| is_within(address, *network, *bits)) {
            return Ok(());
        }
        Err(Refused::Address { name: name.map(ToOwned::to_owned), address, kind })
    }
}

fn is_within(address: IpAddr, network: IpAddr, bits: u8) -> bool {
    match (address.to_canonical(), network.to_canonical()) {
        (IpAddr::V4(address), IpAddr::V4(network)) => {
            let rest = 32_u32.saturating_sub(bits.into());
            u32::from(address).checked_shr(rest) == u32::from(network).checked_shr(rest)
        }
        (IpAddr::V6(address), IpAddr::V6(network)) => {
            let rest = 128_u32.saturating_sub(bits.into());
            u128::from(address).checked_shr(rest) == u128::from(network).checked_shr(rest)
        }
        _ => false,
    }
}

/// Why a [`Policy`] refuses a URL or an address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refused {
    /// It is no URL.
    #[error("it is not a URL to call: {reason}")]
    NotAUrl {
        /// What is wrong with it.
        reason: String,
    },
    /// Another scheme.
    #[error("the scheme `{found}` is not allowed; expected `https`")]
    Scheme {
        /// The scheme.
        found: String,
    },
    /// Another port.
    #[error("port {found} is not allowed; expected 443 or one that the policy names")]
    Port {
        /// The port.
        found: u16,
    },
    /// A user name or a password.
    #[error("a user name or password in the URL is not allowed")]
    UserInfo,
    /// An address that is not one of the public internet.
    #[error("{}`{address}` is {kind}; expected an address of the public internet", resolved(name.as_deref()))]
    Address {
        /// The name that resolved to it; none if it stands in the URL.
        name: Option<String>,
        /// The address.
        address: IpAddr,
        /// What it is for.
        kind: AddressKind,
    },
    /// Another redirect.
    #[error("redirect number {found} is not allowed; expected {most} at most")]
    Redirects {
        /// Which one.
        found: usize,
        /// How many are allowed.
        most: usize,
    },
}

fn resolved(name: Option<&str>) -> String {
    name.map(|name| format!("`{name}` resolves to an address that is not allowed: ")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    #[track_caller]
    fn refused(policy: &Policy, url: &str, sentence: &str) {
        assert_eq!(policy.check(url).unwrap_err().to_string(), sentence, "{url}");
    }

    #[test]
    fn each_setting_allows_one_thing() {
        let strict = Policy::new();
        refused(&strict, "http://a.example/", "the scheme `http` is not allowed; expected `https`");
        assert!(Policy::new().http(true).check("http://a.example/").is_ok());

        let port = "port 8443 is not allowed; expected 443 or one that the policy names";
        refused(&strict, "https://a.example:8443/", port);
        assert!(Policy::new().port(8443).check("https://a.example:8443/").is_ok());
        assert!(Policy::new().any_port(true).check("https://a.example:1/").is_ok());

        refused(&strict, "https://me@a.example/", "a user name or password in the URL is not allowed");
        refused(&strict, "https://@a.example/", "a user name or password in the URL is not allowed");
        assert!(Policy::new().user_info(true).check("https://me:pw@a.example/").is_ok());

        let private = "`10.1.2.3` is private; expected an address of the public internet";
        refused(&strict, "https://10.1.2.3/", private);
        refused(&Policy::new().loopback(true), "https://10.1.2.3/", private);
        assert!(Policy::new().private_networks(true).check("https://10.1.2.3/").is_ok());
    }

    #[test]
    fn a_network_is_allowed_to_the_bit() {
        let policy = Policy::new().network(Ipv4Addr::new(10, 1, 2, 0), 23);
        assert!(policy.check("https://10.1.3.255/").is_ok());
        assert!(policy.check("https://[::ffff:10.1.2.1]/").is_ok());
        refused(&policy, "https://10.1.4.0/", "`10.1.4.0` is private; expected an address of the public internet");
        refused(&policy, "https://[fc00::1]/", "`fc00::1` is private; expected an address of the public internet");
        assert!(Policy::new().network(Ipv4Addr::UNSPECIFIED, 0).check("https://127.0.0.1/").is_ok());
    }

    #[test]
    fn an_address_is_an_address_however_it_is_written() {
        for url in ["https://127.1/", "https://0x7f000001/", "https://017700000001/", "https://１２７.０.０.１/"]
        {
            refused(&Policy::new(), url, "`127.0.0.1` is loopback; expected an address of the public internet");
        }
    }
}
