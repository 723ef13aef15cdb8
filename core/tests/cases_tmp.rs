#![allow(
    clippy::all,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    missing_docs,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::float_cmp,
    clippy::as_conversions
)]
use firstline::time::*;
use firstline::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
fn arg<T: serde::de::DeserializeOwned>(g: &Value, n: &str) -> Result<T> {
    from_json(&g.get(n).cloned().unwrap_or(Value::Null).to_string()).map_err(|e| e.within(n))
}
fn out<T: serde::Serialize>(v: T) -> Value {
    serde_json::to_value(v).unwrap()
}
fn run(call: &str, on: Option<&Calendar>, g: &Value) -> Result<Value> {
    let c = || on.unwrap();
    Ok(match call {
        "Calendar.new" => {
            Calendar::new(arg(g, "spec")?)?;
            Value::Null
        }
        "Calendar.is_open" => out(c().is_open(arg(g, "at")?)),
        "Calendar.next_open" => out(c().next_open(arg(g, "at")?)),
        "Calendar.next_close" => out(c().next_close(arg(g, "at")?)),
        "Calendar.day_name" => out(c().day_name(arg(g, "at")?)),
        "Calendar.open_between" => out(c().open_between(arg(g, "from")?, arg(g, "to")?)?),
        "Calendar.open_between_all" => out(c().open_between_all(&arg::<Vec<_>>(g, "periods")?)?),
        "Calendar.periods" => out(c().periods(arg(g, "from")?, arg(g, "to")?)?),
        "Calendar.add" => out(c().add(arg(g, "start")?, arg(g, "span")?)?),
        "Calendar.add_all" => out(c().add_all(&arg::<Vec<_>>(g, "starts")?, arg(g, "span")?)?),
        "Calendar.subtract" => out(c().subtract(arg(g, "end")?, arg(g, "span")?)?),
        "CalendarSpec.from_json" => out(from_json::<CalendarSpec>(g["json"].as_str().unwrap())?),
        "office_hours" => out(office_hours(arg(g, "zone")?, arg(g, "open")?, arg(g, "close")?)),
        "always_open" => out(always_open(arg(g, "zone")?)),
        //STAFFING
        other => panic!("unknown call {other}"),
    })
}
fn num(v: &Value) -> Option<f64> {
    v.as_f64().or_else(|| match v.as_str() {
        Some("Infinity") => Some(f64::INFINITY),
        Some("-Infinity") => Some(f64::NEG_INFINITY),
        _ => None,
    })
}
fn matches(want: &Value, got: &Value, tol: Option<f64>) -> bool {
    match (want, got) {
        (Value::Object(w), Value::Object(g)) => {
            w.iter().all(|(k, v)| g.get(k).is_some_and(|x| matches(v, x, tol)))
        }
        (Value::Array(w), Value::Array(g)) => {
            w.len() == g.len() && w.iter().zip(g).all(|(a, b)| matches(a, b, tol))
        }
        (Value::Number(_), Value::Number(_)) => {
            let (a, b) = (num(want).unwrap(), num(got).unwrap());
            match tol {
                Some(t) => (a - b).abs() <= (t * a.abs()).max(1e-14),
                None => a == b,
            }
        }
        _ => want == got,
    }
}
#[test]
fn all() {
    let (mut n, mut bad) = (0, 0);
    for dir in ["time", "staffing"] {
        for f in std::fs::read_dir(format!("../tests/cases/{dir}")).unwrap() {
            let p = f.unwrap().path();
            if p.extension().is_none_or(|e| e != "json") {
                continue;
            }
            let v: Value = serde_json::from_str(&std::fs::read_to_string(&p).unwrap()).unwrap();
            let mut objects = BTreeMap::new();
            for (k, o) in v["objects"].as_object().cloned().unwrap_or_default() {
                match arg(&o["given"], "spec").and_then(Calendar::new) {
                    Ok(c) => {
                        objects.insert(k, c);
                    }
                    Err(e) => {
                        bad += 1;
                        println!("{p:?} {k}: {e}");
                    }
                }
            }
            let mut cases: Vec<Value> = v["cases"].as_array().cloned().unwrap_or_default();
            for t in v["tables"].as_array().cloned().unwrap_or_default() {
                for r in t["rows"].as_array().unwrap() {
                    let mut g = json!({});
                    let mut c = json!({"call": t["call"], "name": r, "tolerance": t["tolerance"]});
                    if t.get("on").is_some() {
                        c["on"] = t["on"].clone();
                    }
                    for (col, x) in
                        t["columns"].as_array().unwrap().iter().zip(r.as_array().unwrap())
                    {
                        if col == "expect" {
                            c["expect"] = x.clone();
                        } else if !x.is_null() {
                            g[col.as_str().unwrap()] = x.clone();
                        }
                    }
                    c["given"] = g;
                    cases.push(c);
                }
            }
            for c in cases {
                n += 1;
                let on = c["on"].as_str().and_then(|o| objects.get(o));
                if c.get("on").is_some() && on.is_none() {
                    bad += 1;
                    continue;
                }
                let got = run(c["call"].as_str().unwrap(), on, &c["given"]);
                let ok = match (&got, c.get("error")) {
                    (Ok(g), None) => matches(&c["expect"], g, c["tolerance"].as_f64()),
                    (Err(e), Some(w)) => {
                        let paths: Vec<_> =
                            e.faults().map(|f| (f.code.clone(), f.path.clone())).collect();
                        paths[0].0 == w["code"].as_str().unwrap()
                            && w["path"].as_str().is_none_or(|w| {
                                paths[0].1 == w || paths[0].1.ends_with(&format!(".{w}"))
                            })
                    }
                    _ => false,
                };
                if !ok {
                    bad += 1;
                    if bad < 40 {
                        println!(
                            "{:?} {} {} -> {:?} want {} {}",
                            p.file_name().unwrap(),
                            c["name"],
                            c["call"],
                            got,
                            c["expect"],
                            c["error"]
                        );
                    }
                }
            }
        }
    }
    println!("{n} cases, {bad} bad");
    assert_eq!(bad, 0);
}
