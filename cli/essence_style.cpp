// The style sheet of the report.
#include "cli/essence_document.hpp"

namespace kizuki {
namespace {

constexpr std::string_view kStyle = R"(
:root{--ink:#1a1a1a;--soft:#4d4d4d;--line:#e6e6e6;--main:#00428c;--pale:#f0f9ff;--bar:#97d3ff;--warn:#8b3200;--gold:#b78f00}
*{box-sizing:border-box}
body{margin:0 auto;max-width:62rem;padding:1.5rem 1.25rem 4rem;color:var(--ink);background:#fff;font:16px/1.7 "Noto Sans CJK JP","Noto Sans JP","Hiragino Sans","Yu Gothic UI",Meiryo,sans-serif}
h1{font-size:1.75rem;line-height:1.4;margin:0 0 .25rem}
h2{font-size:1.35rem;margin:2.75rem 0 .75rem;padding-bottom:.3rem;border-bottom:2px solid var(--main)}
h3{font-size:1.1rem;margin:0}
a{color:var(--main)}
p{margin:.4rem 0}
.lead,.note{color:var(--soft)}
.note{font-size:.875rem}
.big{display:flex;flex-wrap:wrap;gap:.75rem;margin:1rem 0}
.big div{flex:1 1 8rem;border:1px solid var(--line);border-radius:.5rem;padding:.6rem .9rem}
.big dt{font-size:.85rem;color:var(--soft)}
.big dd{margin:0;font-size:1.6rem;font-weight:700}
.steps{display:grid;grid-template-columns:repeat(auto-fill,minmax(18rem,1fr));gap:.9rem}
.steps section{border:1px solid var(--line);border-radius:.5rem;padding:.7rem .9rem}
.steps ol{margin:.4rem 0 0;padding-left:1.3rem}
.item{border:1px solid var(--line);border-radius:.5rem;padding:1rem 1.1rem;margin:1rem 0;break-inside:avoid-page}
.item header{display:flex;flex-wrap:wrap;gap:.5rem .75rem;align-items:baseline}
.tag{font-size:.75rem;font-weight:700;border-radius:.25rem;padding:.05rem .45rem;background:var(--pale);color:var(--main);border:1px solid var(--main)}
.tag.cand{background:#fbf5e0;color:#6e5600;border-color:var(--gold)}
.tag.warn{background:#ffeee2;color:var(--warn);border-color:var(--warn)}
.nums{margin:.3rem 0;color:var(--soft)}
.nums b{color:var(--ink);font-size:1.1rem}
.bars{display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:.4rem 1.5rem;margin:.5rem 0}
.bars h4{margin:.3rem 0 .1rem;font-size:.85rem;color:var(--soft)}
.bar{display:grid;grid-template-columns:9.5rem 1fr 3.2rem;gap:.5rem;align-items:center;font-size:.85rem}
.bar i{display:block;height:.7rem;background:var(--bar);border-radius:.15rem;min-width:2px}
.bar span:last-child{text-align:right}
blockquote{margin:.5rem 0;padding:.35rem .8rem;border-left:4px solid var(--bar);background:#fafafa}
blockquote cite{display:block;font-style:normal;font-size:.8rem;color:var(--soft)}
details{margin:.4rem 0}
summary{cursor:pointer;color:var(--main)}
.scroll{overflow-x:auto}
table{border-collapse:collapse;font-size:.85rem;min-width:100%}
th,td{border:1px solid var(--line);padding:.25rem .5rem;text-align:right}
th{background:#f2f2f2;font-weight:700}
th:first-child,td:first-child{text-align:left;min-width:14rem}
thead th{vertical-align:bottom}
td.zero{color:#949494}
.network{width:100%;min-width:44rem;height:auto;font-size:13px}
.network line{stroke:#9bb8d8;stroke-opacity:.7}
.network circle{fill:var(--bar);stroke:var(--main)}
.network circle.cand{fill:#fbf5e0;stroke:var(--gold);stroke-dasharray:3 2}
.network text{text-anchor:middle;fill:var(--ink);paint-order:stroke;stroke:#fff;stroke-width:3px}
@media(max-width:40rem){body{padding:1rem .75rem 3rem}h1{font-size:1.4rem}.big dd{font-size:1.25rem}.bar{grid-template-columns:7.5rem 1fr 2.6rem}th:first-child,td:first-child{min-width:9rem}}
@media print{.network{min-width:0}body{max-width:none;padding:0;font-size:10.5pt}a{color:inherit;text-decoration:none}h2{break-after:avoid}.item{break-inside:auto}.scroll{overflow:visible}table{font-size:7.5pt}th:first-child,td:first-child{min-width:0}details:not([open])>*:not(summary){display:none}}
@page{size:A4;margin:16mm 14mm}
)";

}  // namespace

std::string_view essence_style() { return kStyle; }

}  // namespace kizuki
