//! The style sheet: the reader's own font, colours by the ground, and rules for paper.

use super::palette::{HEAT, declared};

pub(super) fn sheet() -> String {
    let (light, dark) = (declared(false), declared(true));
    let heat = HEAT.iter().enumerate();
    let heat = heat
        .map(|(step, _)| format!(".h{step}{{fill:var(--h{step})}}.i{step}{{fill:var(--i{step})}}"));
    let series = (1..=6).map(|it| {
        format!(".l{it}{{stroke:var(--s{it})}}.f{it}{{fill:var(--s{it});stroke:var(--s{it})}}")
    });
    let own: String = heat.chain(series).collect();
    // Paper is light, whatever the screen is.
    format!(
        ":root{{{light}}}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}{RULES}{own}{PAPER}"
    )
}

const RULES: &str = "\
:root{color-scheme:light dark}
*{box-sizing:border-box}
body{margin:0 auto;max-width:68rem;padding:1.5rem 1.25rem 3rem;background:var(--ground);color:var(--ink);\
font:15px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif}
h1{font-size:1.75rem;line-height:1.2;margin:0 0 .75rem;overflow-wrap:anywhere}
h2{font-size:1.2rem;margin:2.25rem 0 .6rem;padding-top:.75rem;border-top:1px solid var(--rule)}
p{margin:.4rem 0}
a{color:var(--link)}
.facts{display:flex;flex-wrap:wrap;gap:.35rem 1.75rem;margin:0 0 .75rem}
.facts dt{font-size:.8rem;color:var(--soft)}
.facts dd{margin:0;overflow-wrap:anywhere}
nav ul{display:flex;flex-wrap:wrap;gap:.15rem 1rem;list-style:none;margin:0;padding:0;font-size:.9rem}
.tiles{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(14.5rem,45%),1fr));gap:.6rem;list-style:none;margin:0 0 1rem;padding:0}
.tiles li{display:flex;flex-direction:column;background:var(--card);border:1px solid var(--rule);border-radius:.4rem;\
padding:.6rem .75rem;overflow-wrap:anywhere}
.tiles .name{font-size:.85rem;color:var(--soft)}
.tiles .value{font-size:1.3rem;font-weight:600;line-height:1.35}
.tiles .goal,.tiles .past{font-size:.85rem}
.good{color:var(--good);font-weight:600}
.bad{color:var(--bad);font-weight:600}
.note{font-size:.85rem;color:var(--soft)}
.scroll{overflow-x:auto}
.scroll:focus-visible,summary:focus-visible{outline:2px solid var(--link);outline-offset:2px}
table{border-collapse:collapse;width:100%;font-size:.85rem;font-variant-numeric:tabular-nums}
th,td{padding:.3rem .55rem;border-bottom:1px solid var(--rule);text-align:left;vertical-align:top}
thead th{color:var(--soft);font-weight:600;vertical-align:bottom}
tbody th{font-weight:400}
td{overflow-wrap:break-word}
tfoot th,tfoot td{font-weight:600;border-bottom:0}
th.n,td.n{text-align:right}
td.n{white-space:nowrap}
th[scope=row]{min-width:7rem;max-width:22rem;overflow-wrap:anywhere}
.figures,.breaches,.definitions{min-width:52rem}
.trend th[scope=row],.days th[scope=row]{white-space:nowrap}
.breaches td:nth-child(6){white-space:nowrap}
.breaches td:last-child{min-width:18rem}
.definitions td:nth-child(2){min-width:15rem}
.arrivals th,.arrivals td{padding:.2rem .3rem}
.arrivals th[scope=row]{min-width:0}
details{margin:.4rem 0}
summary{cursor:pointer;color:var(--link);font-size:.9rem}
figure{margin:.5rem 0 1rem}
figcaption{font-size:.85rem;color:var(--soft);margin:0 0 .15rem}
svg{display:block;width:100%;min-width:44rem;height:auto}
svg text{font-size:12px;fill:var(--ink)}
svg .soft{fill:var(--soft)}
svg .small{font-size:11px}
svg .strong{font-weight:600}
svg .grid{stroke:var(--rule);stroke-width:1}
svg .line{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
svg .bar{fill:var(--bar)}
svg .track{fill:var(--card)}
";

const PAPER: &str = "\
@page{size:A4;margin:12mm}
@media print{body{max-width:none;padding:0;font-size:9.5pt}nav,details{display:none}.scroll{overflow:visible}\
svg{min-width:0}h1{font-size:16pt}h2{font-size:12pt;margin-top:1.25rem;break-after:avoid}figure,tr,.tiles li{break-inside:avoid}\
thead{display:table-header-group}tfoot{display:table-row-group}table{font-size:7.5pt}th,td{padding:.15rem .3rem}\
table.figures,table.breaches,table.definitions{min-width:0}th[scope=row]{min-width:4.5rem}.figures td.n,.breaches td.n{white-space:normal}.breaches td:last-child,.definitions td:nth-child(2){min-width:0}.breaches td:nth-child(6){white-space:normal}\
.tiles{grid-template-columns:repeat(3,1fr)}.tiles .value{font-size:12pt}}
";
