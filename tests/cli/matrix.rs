//! `calicross matrix`: who reaches whom, as table, list, JSON, values, graph and page

use std::path::Path;

use insta::assert_snapshot;

use crate::browser::{Browser, DOWN, ENTER, ESCAPE, RIGHT, TAB};
use crate::harness::Env;
use crate::sg::named_cloud as cloud;

#[test]
fn a_grid_of_the_example() {
    let env = cloud();
    assert_snapshot!(env.run(&["matrix"]), @r"
    exit 0
    stdout| FROM \ TO           1    2    3    4    5    6    7    8
    stdout| 1 ns cart              all  all    -  all    a    b  all
    stdout| 2 ns ccp            -  all  all    -  all    c    b  all
    stdout| 3 ns default        -  all         -  all    a    b  all
    stdout| 4 ns kube-system    -  all  all  all  all    d    b  all
    stdout| 5 ns shop           e  all  all    -  all    d    b  all
    stdout| 6 sg default        -  all  all    -  all  all    f    g
    stdout| 7 sg web            -  all  all    -  all    f  all    h
    stdout| 8 host endpoints    -  all  all    i  all    j    h
    stdout| 
    stdout|   a  icmp 8 between 1 of 2 pairs
    stdout|   b  icmp 8
    stdout|   c  icmp 8 between 3 of 6 pairs
    stdout|   d  icmp 8 between 2 of 4 pairs
    stdout|   e  tcp/6379
    stdout|   f  up to all between 3 of 3 pairs
    stdout|   g  all but tcp/2379-2380
    stdout|   h  up to all between 2 of 2 pairs
    stdout|   i  all between 1 of 2 pairs
    stdout|   j  tcp/22, udp/1-65535, icmp 8 between 1 of 2 pairs
    stderr| as Felix 1.4 treats it; `calicross hybrid set felix=2.6` says otherwise
    ");
    assert_snapshot!(env.run(&["matrix", "ns:shop", "ns:cart", "--by", "endpoint", "--felix", "2.6"]), @r"
    exit 0
    stdout| FROM \ TO                           1    2    3
    stdout| 1 shop/frontend-2611209331-q9z8y         a  all
    stdout| 2 cart/cart-db-1741063925-x1v2w   all       all
    stdout| 3 shop/frontend-2611209331-mk3d1  all    a
    stdout| 
    stdout|   a  tcp/6379
    ");
}

#[test]
fn many_groups_are_a_list() {
    let env = Env::new();
    for namespace in 0..17 {
        let path = format!("/calico/v1/host/node1/workload/k8s/ns{namespace}.pod/endpoint/eth0");
        let profile = if namespace < 2 { "open" } else { "closed" };
        let value = format!(
            r#"{{"state":"active","name":"cali{namespace}","mac":"ee:ee:ee:ee:ee:ee","profile_ids":["{profile}"],"ipv4_nets":["10.0.0.{namespace}/32"],"ipv6_nets":[],"labels":{{}}}}"#
        );
        env.put(&path, value.as_bytes());
    }
    env.put(
        "/calico/v1/policy/profile/open/rules",
        br#"{"inbound_rules":[{"action":"allow","protocol":"tcp","dst_ports":[80]}],"outbound_rules":[{"action":"allow"}]}"#,
    );
    env.put("/calico/v1/policy/profile/closed/rules", br#"{"inbound_rules":[],"outbound_rules":[]}"#);
    assert_snapshot!(env.run(&["matrix"]), @"
    exit 0
    stdout| FROM    TO      PAIRS   ALLOWED
    stdout| ns ns0  ns ns1  1 of 1  tcp/80
    stdout| ns ns1  ns ns0  1 of 1  tcp/80
    stderr| as Felix 1.4 treats it; `calicross hybrid set felix=2.6` says otherwise
    ");
}

#[test]
fn values_and_graph() {
    let env = cloud();
    assert_snapshot!(env.run(&["matrix", "ns:shop", "ns:cart", "sg:web", "--csv"]), @"
    exit 0
    stdout| from,to,extent,allowed,pairs,open_pairs
    stdout| ns cart,ns cart,no-pair,none,0,0
    stdout| ns cart,ns shop,all,all,2,2
    stdout| ns cart,sg default,some,icmp 8,1,1
    stdout| ns cart,sg web,some,icmp 8,2,2
    stdout| ns shop,ns cart,some,tcp/6379,2,2
    stdout| ns shop,ns shop,all,all,2,2
    stdout| ns shop,sg default,some,icmp 8,2,2
    stdout| ns shop,sg web,some,icmp 8,4,4
    stdout| sg default,ns cart,none,none,1,0
    stdout| sg default,ns shop,all,all,2,2
    stdout| sg default,sg default,no-pair,none,0,0
    stdout| sg default,sg web,all,all,1,1
    stdout| sg web,ns cart,none,none,2,0
    stdout| sg web,ns shop,all,all,4,4
    stdout| sg web,sg default,all,all,1,1
    stdout| sg web,sg web,all,all,2,2
    stderr| as Felix 1.4 treats it; `calicross hybrid set felix=2.6` says otherwise
    ");
    assert_snapshot!(env.run(&["matrix", "ns:shop", "ns:cart", "sg:web", "--dot"]), @r#"
    exit 0
    stdout| digraph "who reaches whom" {
    stdout|   rankdir=LR;
    stdout|   node [shape=box];
    stdout|   "ns cart";
    stdout|   "ns shop";
    stdout|   "sg default";
    stdout|   "sg web";
    stdout|   "ns cart" -> "ns shop" [label="all", style=bold];
    stdout|   "ns cart" -> "sg default" [label="icmp 8", style=solid];
    stdout|   "ns cart" -> "sg web" [label="icmp 8", style=solid];
    stdout|   "ns shop" -> "ns cart" [label="tcp/6379", style=solid];
    stdout|   "ns shop" -> "ns shop" [label="all", style=bold];
    stdout|   "ns shop" -> "sg default" [label="icmp 8", style=solid];
    stdout|   "ns shop" -> "sg web" [label="icmp 8", style=solid];
    stdout|   "sg default" -> "ns shop" [label="all", style=bold];
    stdout|   "sg default" -> "sg web" [label="all", style=bold];
    stdout|   "sg web" -> "ns shop" [label="all", style=bold];
    stdout|   "sg web" -> "sg default" [label="all", style=bold];
    stdout|   "sg web" -> "sg web" [label="all", style=bold];
    stdout| }
    stderr| as Felix 1.4 treats it; `calicross hybrid set felix=2.6` says otherwise
    "#);
    let outside = env.run(&["matrix", "ns:cart", "--outside", "-o", "json"]).ok().json();
    assert_eq!(outside["groups"][1]["kind"], "outside");
    assert_eq!(outside["cells"][1]["extent"], "all");
}

#[test]
fn what_cannot_be_drawn_is_told() {
    let env = cloud();
    assert_snapshot!(env.run(&["matrix", "ns:shop", "nobody"]), @"
    exit 3
    stderr| error: endpoint nobody does not exist
    stderr| hint: `calicross endpoint list` shows those that do
    ");
    assert_snapshot!(env.run(&["matrix", "--csv", "--dot"]), @"
    exit 2
    stderr| error: the argument '--csv' cannot be used with '--dot'
    stderr| hint: usage: calicross matrix [OPTIONS] [WHO]...
    ");
    assert_snapshot!(env.run(&["matrix", "--felix", "3"]), @"
    exit 2
    stderr| error: invalid value '3' for '--felix <VERSION>': `3` is no version of Felix such as 1.4 or 2.6
    stderr| hint: usage: calicross matrix [OPTIONS] [WHO]...
    ");
    assert_snapshot!(env.run(&["matrix", "--html", "."]), @"
    exit 3
    stderr| as Felix 1.4 treats it; `calicross hybrid set felix=2.6` says otherwise
    stderr| error: cannot write .: is not a regular file
    ");
}

/// The page of the example.
fn page() -> (Env, String) {
    let env = cloud();
    let file = env.dir().join("matrix.html").display().to_string();
    env.run(&["matrix", "--html", &file]).ok();
    (env, file)
}

#[test]
fn the_page_leads_to_the_rules_that_decide() {
    let (env, file) = page();
    let browser = Browser::start();
    browser.open(Path::new(&file));
    let cells = |kind: &str| browser.script(&format!("return document.querySelectorAll('td.{kind}').length")).as_u64();
    let rows = browser.script("return document.querySelectorAll('tbody tr').length").as_u64().unwrap();
    assert_eq!(browser.script("return document.querySelectorAll('td').length").as_u64(), Some(rows * rows));
    assert!(cells("all") > Some(0) && cells("none") > Some(0) && cells("mid") > Some(0));

    // By keyboard alone: into the grid, one down and one to the right, in; then the first rule.
    browser.script("document.getElementById('theme').focus()");
    browser.press(&[TAB, DOWN, RIGHT, ENTER]);
    let detail = browser.text("return document.getElementById('detail').innerText");
    let matrix = env.run(&["matrix", "-o", "json"]).ok().json();
    let cell = &matrix["cells"][rows as usize + 1];
    let title = format!("{} → {}", cell["from"].as_str().unwrap(), cell["to"].as_str().unwrap());
    assert!(detail.starts_with(&title), "{detail}");
    assert!(detail.contains("out of the source: outbound rule 1 of profile k8s_ns.ccp"), "{detail}");
    assert!(detail.contains("/calico/v1/policy/profile/k8s_ns.ccp/rules"), "{detail}");
    browser.press(&[TAB, ENTER]);
    let marked = browser.text("return document.getElementById('marked').textContent");
    assert!(marked.starts_with("Decides in "), "{marked}");
    assert!(browser.script("return document.querySelectorAll('td.same-rule').length").as_u64() > Some(1));
    browser.press(&[ESCAPE]);
    assert_eq!(browser.text("return document.activeElement.tagName"), "TD");

    // By name.
    browser.press(&['/', 's', 'h', 'o', 'p']);
    assert_eq!(
        browser.text("return document.querySelector('tbody').innerText.trim().split(/\\s/).slice(0, 2).join(' ')"),
        "ns shop"
    );
    assert_eq!(browser.script("return document.querySelectorAll('td').length").as_u64(), Some(1));
}

#[test]
fn the_page_is_light_or_dark_and_asks_nobody_for_anything() {
    let (_env, file) = page();
    let browser = Browser::start();
    let background = "return getComputedStyle(document.body).backgroundColor";
    browser.prefer("light");
    browser.open(Path::new(&file));
    let (light, picture) = (browser.text(background), browser.screenshot());
    browser.prefer("dark");
    let dark = browser.text(background);
    assert_ne!(light, dark);
    assert_ne!(picture, browser.screenshot());
    browser.script("document.getElementById('theme').click()");
    assert_eq!(browser.text(background), light);
    assert_eq!(browser.script("return performance.getEntriesByType('resource').length").as_u64(), Some(0));
    if let Some(folder) = std::env::var_os("CALICROSS_TEST_PICTURES") {
        std::fs::write(Path::new(&folder).join("matrix.png"), picture).unwrap();
    }
}

#[test]
fn names_do_not_get_out_of_their_place_in_the_page() {
    let env = Env::new();
    let value = br#"{"state":"active","name":"cali1","mac":"ee:ee:ee:ee:ee:ee","profile_ids":["</script><script>document.title='out'</script>"],"ipv4_nets":["10.0.0.1/32"],"ipv6_nets":[],"labels":{}}"#;
    env.put("/calico/v1/host/node1/workload/docker/a/endpoint/b", value);
    let file = env.dir().join("matrix.html").display().to_string();
    env.run(&["matrix", "--html", &file]).ok();
    let browser = Browser::start();
    browser.open(Path::new(&file));
    assert_eq!(browser.text("return document.title"), "Who reaches whom");
    assert!(browser.text("return document.querySelector('tbody').innerText").contains("</script>"));
}
