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
        ":root{{{light}}}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}{RULES}{own}{NARROW}{}{PAPER}",
        lists()
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
@media screen{details:not([open])+.unfolded{display:none}}
summary{cursor:pointer;color:var(--link);font-size:.9rem}
figure{margin:.5rem 0 1rem}
figcaption{font-size:.85rem;color:var(--soft);margin:0 0 .15rem}
svg{display:block;width:100%;height:auto}
svg.narrow{display:none}
svg text{font-size:12px;fill:var(--ink)}
svg .soft{fill:var(--soft)}
svg .small{font-size:11px}
svg .strong{font-weight:600}
svg .grid{stroke:var(--rule);stroke-width:1}
svg .line{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
svg .bar{fill:var(--bar)}
svg .track{fill:var(--card)}
svg .part{fill:var(--rule);fill-opacity:.5;stroke:var(--soft);stroke-width:.75;stroke-dasharray:2 2}
svg .faint{stroke-opacity:.45}
svg .hollow{fill:var(--ground)}
h3{font-size:1rem;margin:1.25rem 0 .4rem}
.tiles.narrow{grid-template-columns:repeat(auto-fill,minmax(min(10.75rem,45%),1fr))}
.badges{display:flex;flex-wrap:wrap;gap:.4rem;list-style:none;margin:0 0 .9rem;padding:0}
.badges li{background:var(--card);border:1px solid var(--rule);border-radius:.4rem;padding:.15rem .6rem}
.badges .good,.badges .bad{border-color:currentColor}
.summary{max-width:48rem;overflow-wrap:anywhere}
.timeline th[scope=row]{white-space:nowrap}
.timeline{min-width:34rem}
.timeline td,.linked td,.actions td{min-width:4.5rem;overflow-wrap:anywhere}
.actions td:nth-child(3){white-space:nowrap}
.actions td:last-child{overflow-wrap:normal}
.whys{margin:.4rem 0;padding:0;list-style:none;counter-reset:why}
.whys li{counter-increment:why;position:relative;padding:0 0 .9rem 2.6rem;overflow-wrap:anywhere}
.whys li::before{content:counter(why);position:absolute;left:0;top:0;width:1.7rem;height:1.7rem;line-height:1.6rem;\
border:1px solid var(--soft);border-radius:50%;text-align:center;font-weight:600;background:var(--card)}
.whys li:not(:last-child)::after{content:'';position:absolute;left:.85rem;top:1.7rem;bottom:0;border-left:1px solid var(--soft)}
.whys p{margin:0}
.root{background:var(--card);border:1px solid var(--rule);border-left:4px solid var(--bad);border-radius:.4rem;padding:.6rem .75rem;\
overflow-wrap:anywhere}
.factors{margin:0}
.factors div{display:grid;grid-template-columns:8rem 1fr;gap:0 .75rem;padding:.3rem 0;border-bottom:1px solid var(--rule)}
.factors dt{color:var(--soft);grid-row:span 99}
.factors dd{margin:0;grid-column:2;overflow-wrap:anywhere}
.plain{margin:.2rem 0 .6rem;padding-left:1.2rem;overflow-wrap:anywhere}
svg .phase{stroke:var(--ground);stroke-width:1}
svg .p1{fill:var(--s2)}
svg .p2{fill:var(--s4)}
svg .p3{fill:var(--s1)}
svg .p4{fill:var(--s3)}
svg .on{fill:var(--ground);font-weight:600}
svg .said{paint-order:stroke;stroke:var(--ground);stroke-width:3px;stroke-linejoin:round}
svg .lead{stroke:var(--soft);stroke-width:1}
svg .mark{fill:var(--ink);stroke:var(--ground);stroke-width:1}
svg .less{fill:var(--ground);stroke:var(--ink);stroke-width:1.5}
svg .open{fill:var(--bar);fill-opacity:.35;stroke:var(--bar);stroke-width:1.5}
";

/// A page that the charts of a wide one have no room on: a phone, say.
const NARROW: &str = "\
@media screen and (max-width:47.99rem){body{padding:1rem .9rem 2rem}svg.wide{display:none}svg.narrow{display:block;max-width:32rem}\
th,td{padding:.3rem}th[scope=row]{min-width:0}.factors div{grid-template-columns:1fr}.factors dd{grid-column:1}.factors dt{grid-row:auto}}
";

/// Tables as lists, some up to one width and some up to another: a row is a name and below it cells with their heads.
fn lists() -> String {
    let up_to = |width: &str, tables: &str| {
        format!("@media screen and (max-width:{width}){{{}}}\n", LIST.replace("TABLE", tables))
    };
    up_to("47.99rem", ".list table") + &up_to("55.99rem", ".list.long table")
}

const LIST: &str = "\
TABLE,TABLE tbody,TABLE tfoot{display:block;min-width:0}\
TABLE thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}\
TABLE tr{display:grid;grid-template-columns:repeat(auto-fill,minmax(9.5rem,1fr));gap:.2rem .75rem;padding:.5rem 0;border-bottom:1px solid var(--rule)}\
TABLE th[scope=row]{grid-column:1/-1;font-weight:600;min-width:0;max-width:none;padding:0;border:0}\
TABLE tr td:nth-child(n){padding:0;border:0;text-align:left;min-width:0;white-space:normal;overflow-wrap:anywhere}\
TABLE td.whole{grid-column:1/-1}\
TABLE td:empty{display:none}\
TABLE td[data-head]::before{content:attr(data-head);display:block;font-size:.75rem;color:var(--soft);font-weight:400}\
TABLE td .good,TABLE td .bad{display:inline-block}";

const PAPER: &str = "\
@page{size:A4;margin:12mm}
@media print{body{max-width:none;padding:0;font-size:9.5pt}nav,details{display:none}.scroll{overflow:visible}\
h1{font-size:16pt}h2{font-size:12pt;margin-top:1.25rem}h2,h3{break-after:avoid}figure,tr,.tiles li,.whys li,.root{break-inside:avoid}\
thead{display:table-header-group}tfoot{display:table-row-group}table{font-size:7.5pt}th,td{padding:.15rem .3rem}\
table.figures,table.breaches,table.definitions,table.timeline{min-width:0}th[scope=row]{min-width:4.5rem}.figures td.n,.breaches td.n{white-space:normal}.breaches td:last-child,.definitions td:nth-child(2){min-width:0}.breaches td:nth-child(6){white-space:normal}\
.tiles{grid-template-columns:repeat(3,1fr)}.tiles .value{font-size:12pt}}
";
