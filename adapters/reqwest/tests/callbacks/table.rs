//! What a stranger can give for a callback URL, and the sentence that says why it is refused. Read by the tests of stored
//! callbacks, too.

/// Names as a stranger sets them up. None of them leads out of this machine, whatever goes wrong.
pub(crate) const NAMES: &[(&str, &[&str])] = &[
    ("localhost", &["127.0.0.1", "::1"]),
    ("localhost.", &["127.0.0.1"]),
    ("metadata.google.internal", &["169.254.169.254"]),
    ("loopback.example", &["127.0.0.1"]),
    ("private.example", &["10.0.0.1"]),
    ("mapped.example", &["::ffff:192.168.0.1"]),
    ("nat64.example", &["64:ff9b::a9fe:a9fe"]),
    ("tunnel.example", &["2002:7f00:1::"]),
    ("unspecified.example", &["0.0.0.0"]),
    ("unique-local.example", &["fd12:3456::1"]),
    ("second.example", &["93.184.216.34", "127.0.0.1"]),
    ("xn--lpback-i0ea.example", &["127.0.0.1"]),
];

fn not_a_url(fault: &str) -> String {
    format!("the callback's URL cannot be resolved: `$callback_url` is not a URL to call; {fault}")
}

pub(crate) fn refused(reason: &str) -> String {
    format!("the callback's URL is refused: {reason}")
}

pub(crate) fn is(address: &str, kind: &str) -> String {
    refused(&format!("`{address}` is {kind}; expected an address of the public internet"))
}

pub(crate) fn resolves(name: &str, address: &str, kind: &str) -> String {
    refused(&format!(
        "`{name}` resolves to an address that is not allowed: \
         `{address}` is {kind}; expected an address of the public internet"
    ))
}

pub(crate) fn urls_are_refused() -> Vec<(&'static str, String)> {
    let scheme = || not_a_url("expected it to begin with `https://` or `http://`");
    let host = || not_a_url("expected a plain host after the scheme");
    let port = || not_a_url("expected a port from 0 to 65535 after the host");
    let character = |code: &str| not_a_url(&format!("found the character U+{code} in it"));
    let other_port =
        |port: u16| refused(&format!("port {port} is not allowed; expected 443 or one that the policy names"));
    let user = || refused("a user name or password in the URL is not allowed");
    let plain = || refused("the scheme `http` is not allowed; expected `https`");
    let over = || {
        "the callback's URL cannot be resolved: the URL of `$callback_url` ends in a query or fragment; \
                   expected no `/invoices/` after it"
            .to_owned()
    };
    Vec::from([
        // No URL, or one of something else than the web.
        ("", scheme()),
        ("/invoices/", scheme()),
        ("//private.example", scheme()),
        ("private.example", scheme()),
        ("javascript:alert(1)", scheme()),
        ("data:application/json,{}", scheme()),
        ("file:///etc/passwd", scheme()),
        ("ftp://private.example", scheme()),
        ("gopher://127.0.0.1:6379/_FLUSHALL", scheme()),
        ("unix:/var/run/docker.sock", scheme()),
        ("https:private.example", scheme()),
        ("https:/private.example", scheme()),
        ("https:///private.example", host()),
        ("https://?private.example", host()),
        // Characters that clients read differently, or that would begin another header.
        ("https://private.example\r\nX-Admin: true", character("000D")),
        ("https://private.example/\nGET / HTTP/1.1", character("000A")),
        ("https://private.example/\u{0}", character("0000")),
        ("https://private.example/\t", character("0009")),
        (" https://private.example", character("0020")),
        ("https://private.example /", character("0020")),
        ("https://private.example\\@127.0.0.1/", character("005C")),
        ("https://127.0.0.1\\.private.example/", character("005C")),
        ("https://private.example/\u{2028}", character("2028")),
        // Hosts that are not what they look like.
        ("https://private%2eexample/", host()),
        ("https://a@b@127.0.0.1/", host()),
        ("https://[fe80::1%25eth0]/", host()),
        ("https://[fe80::1%eth0]/", host()),
        ("https://[::1", host()),
        ("https://[127.0.0.1]/", host()),
        ("https://public.example:443@127.0.0.1/", user()),
        ("https://public.example%2f@127.0.0.1/", user()),
        ("https://me:pw@private.example/", user()),
        ("https://@127.0.0.1/", user()),
        // Ports.
        ("https://private.example:65536/", port()),
        ("https://private.example:+443/", port()),
        ("https://private.example:443x/", port()),
        ("https://private.example:22/", other_port(22)),
        ("https://private.example:80/", other_port(80)),
        ("https://private.example:0/", other_port(0)),
        ("https://private.example:00006379/", other_port(6379)),
        // Without encryption.
        ("http://private.example/", plain()),
        ("HTTP://127.0.0.1/", plain()),
        // A path that would end up in a query or fragment.
        ("https://private.example/?a=", over()),
        ("https://private.example/#", over()),
    ])
}

pub(crate) fn addresses_are_refused() -> Vec<(&'static str, String)> {
    Vec::from([
        ("https://127.0.0.1", is("127.0.0.1", "loopback")),
        ("https://127.255.255.254", is("127.255.255.254", "loopback")),
        ("https://127.0.0.1.", is("127.0.0.1", "loopback")),
        // The same in other numerals: short, decimal, hexadecimal, octal, mixed.
        ("https://127.1", is("127.0.0.1", "loopback")),
        ("https://2130706433", is("127.0.0.1", "loopback")),
        ("https://0x7f000001", is("127.0.0.1", "loopback")),
        ("https://0x7F.0.0.1", is("127.0.0.1", "loopback")),
        ("https://017700000001", is("127.0.0.1", "loopback")),
        ("https://0177.0.0.01", is("127.0.0.1", "loopback")),
        ("https://0x7f.0.1", is("127.0.0.1", "loopback")),
        // Letters that IDNA turns into digits and dots.
        ("https://１２７.０.０.１", is("127.0.0.1", "loopback")),
        ("https://①②⑦.⓪.⓪.①", is("127.0.0.1", "loopback")),
        ("https://127。0。0。1", is("127.0.0.1", "loopback")),
        ("https://0", is("0.0.0.0", "unspecified")),
        ("https://0.0.0.0", is("0.0.0.0", "unspecified")),
        ("https://10.0.0.1", is("10.0.0.1", "private")),
        ("https://172.16.0.1", is("172.16.0.1", "private")),
        ("https://192.168.1.1", is("192.168.1.1", "private")),
        ("https://100.64.0.1", is("100.64.0.1", "shared by a provider's customers")),
        ("https://169.254.1.1", is("169.254.1.1", "link-local")),
        ("https://169.254.169.254/latest/meta-data", is("169.254.169.254", "a cloud's metadata service")),
        ("https://0xa9fea9fe", is("169.254.169.254", "a cloud's metadata service")),
        ("https://2852039166", is("169.254.169.254", "a cloud's metadata service")),
        ("https://168.63.129.16", is("168.63.129.16", "a cloud's metadata service")),
        ("https://192.0.2.1", is("192.0.2.1", "for documentation")),
        ("https://198.18.0.1", is("198.18.0.1", "for benchmarks")),
        ("https://224.0.0.1", is("224.0.0.1", "multicast")),
        ("https://240.0.0.1", is("240.0.0.1", "reserved")),
        ("https://255.255.255.255", is("255.255.255.255", "broadcast")),
        ("https://[::]", is("::", "unspecified")),
        ("https://[::1]", is("::1", "loopback")),
        ("https://[0:0:0:0:0:0:0:1]", is("::1", "loopback")),
        ("https://[::ffff:127.0.0.1]", is("::ffff:127.0.0.1", "loopback")),
        ("https://[::ffff:a9fe:a9fe]", is("::ffff:169.254.169.254", "a cloud's metadata service")),
        ("https://[::127.0.0.1]", is("::7f00:1", "loopback")),
        ("https://[64:ff9b::127.0.0.1]", is("64:ff9b::7f00:1", "loopback")),
        ("https://[2002:7f00:1::]", is("2002:7f00:1::", "behind an IPv6 tunnel")),
        (
            "https://[2001:0:4136:e378:8000:63bf:80ff:fffe]",
            is("2001:0:4136:e378:8000:63bf:80ff:fffe", "behind an IPv6 tunnel"),
        ),
        ("https://[fc00::1]", is("fc00::1", "private")),
        ("https://[fd00:ec2::254]", is("fd00:ec2::254", "a cloud's metadata service")),
        ("https://[fe80::1]", is("fe80::1", "link-local")),
        ("https://[ff02::1]", is("ff02::1", "multicast")),
        ("https://[2001:db8::1]", is("2001:db8::1", "for documentation")),
    ])
}

pub(crate) fn names_that_lead_inside_are_refused() -> Vec<(&'static str, String)> {
    Vec::from([
        ("https://localhost", resolves("localhost", "127.0.0.1", "loopback")),
        ("https://LOCALHOST/", resolves("localhost", "127.0.0.1", "loopback")),
        ("https://localhost./", resolves("localhost.", "127.0.0.1", "loopback")),
        ("https://loopback.example", resolves("loopback.example", "127.0.0.1", "loopback")),
        ("https://loop\u{ad}back.example", resolves("loopback.example", "127.0.0.1", "loopback")),
        ("https://ｌｏｏｐｂａｃｋ。example", resolves("loopback.example", "127.0.0.1", "loopback")),
        ("https://lοοpback.example", resolves("xn--lpback-i0ea.example", "127.0.0.1", "loopback")),
        ("https://xn--lpback-i0ea.example", resolves("xn--lpback-i0ea.example", "127.0.0.1", "loopback")),
        ("https://private.example", resolves("private.example", "10.0.0.1", "private")),
        ("https://mapped.example", resolves("mapped.example", "::ffff:192.168.0.1", "private")),
        ("https://nat64.example", resolves("nat64.example", "64:ff9b::a9fe:a9fe", "a cloud's metadata service")),
        ("https://tunnel.example", resolves("tunnel.example", "2002:7f00:1::", "behind an IPv6 tunnel")),
        ("https://unspecified.example", resolves("unspecified.example", "0.0.0.0", "unspecified")),
        ("https://unique-local.example", resolves("unique-local.example", "fd12:3456::1", "private")),
        // One bad address among good ones is enough.
        ("https://second.example", resolves("second.example", "127.0.0.1", "loopback")),
        (
            "https://metadata.google.internal/computeMetadata/v1",
            resolves("metadata.google.internal", "169.254.169.254", "a cloud's metadata service"),
        ),
        ("https://nowhere.example", "the receiver was not reached: no such name".into()),
        // No address in any numerals, so it is a name, and nobody's.
        ("https://127.0.0.1.nowhere.example", "the receiver was not reached: no such name".into()),
    ])
}
