/* draw_style.c -- the style sheet and the signs of every drawing.
 *
 * Written with plain colours and no variables, because rsvg-convert knows none; the
 * dark rules repeat what changes. Every pair of ink and ground keeps a contrast of at
 * least 4.5 to 1 (tests/draw/contrast.awk). */
#include "runtime/draw_card.h"

#define FONTS "\"Noto Sans\",\"Segoe UI\",\"Helvetica Neue\",Arial,\"DejaVu Sans\",sans-serif"

static const char style[] =
    "<style>\n"
    "text{font-family:" FONTS ";fill:#18232e}\n"
    ".title{font-size:26px;font-weight:700}.subtitle{font-size:14px;fill:#46545f}.section{font-size:17px;font-weight:700}\n"
    ".heading{font-size:15px;font-weight:700}.heading2{font-size:13px;font-weight:700}\n"
    ".text{font-size:12px}.strong{font-size:12px;font-weight:700}.small{font-size:11px;fill:#46545f}\n"
    ".eyebrow{font-size:11px;font-weight:700;fill:#46545f}\n"
    ".tagword{font-size:12px;font-weight:700}.tagnumber{font-size:28px;font-weight:700}.tagnumber2{font-size:14px;font-weight:700}\n"
    ".tagtext{font-size:12px;font-weight:700}.tagsmall{font-size:11px}\n"
    ".pilltext{font-size:11px;font-weight:700}.starttext{font-size:13px;font-weight:700}\n"
    ".tagword,.tagnumber,.tagnumber2,.tagtext,.tagsmall,.pilltext,.starttext{fill:#ffffff}\n"
    ".tagline{stroke:#ffffff;stroke-width:1;fill:none}\n"
    ".page{fill:#f3f5f7}.band{fill:#ffffff}.rule{stroke:#c3ccd4;stroke-width:1;fill:none}.accent{fill:#1d5fa6}\n"
    ".card{fill:#ffffff}.outline{fill:none;stroke:#8a98a5;stroke-width:1.2}\n"
    ".momentbox{fill:#f4f7fa;stroke:#8a98a5;stroke-width:1}.repeated{stroke-dasharray:6 3}\n"
    ".r0{fill:#1d5fa6}.r1{fill:#0b7268}.r2{fill:#9c3d12}.r3{fill:#6a36b8}\n"
    ".r4{fill:#a01a58}.r5{fill:#4b6614}.r6{fill:#7a5408}.r7{fill:#3f5468}.rn{fill:#5b6670}\n"
    ".badge{stroke-width:1.2}.term{fill:#fff6dc;stroke:#a8730a}.repeat{fill:#e6f3f1;stroke:#0b7268}\n"
    ".noterm{fill:#f1f3f5;stroke:#66737f;stroke-dasharray:4 3}\n"
    ".sheet{fill:#ffffff;stroke:#5d6b78;stroke-width:1.1}.fold{fill:#dde4ea;stroke:#5d6b78;stroke-width:1.1}\n"
    ".diamond{fill:#fff6dc;stroke:#8a5d05;stroke-width:1.6}\n"
    ".body{fill:#f3effb;stroke:#6a36b8;stroke-width:1.4}.seat{fill:#6a36b8}.ring{fill:none;stroke:#6a36b8;stroke-width:1.6}\n"
    ".final{stroke-width:1.8}.good{fill:#e5f4e9;stroke:#1c6b36}.bad{fill:#fdeceb;stroke:#a3281f}\n"
    ".transfer{fill:#e6f0fa;stroke:#1d5fa6}.plain{fill:#f1f3f5;stroke:#3f5468}.inner{stroke-width:1}\n"
    ".other{fill:#e6f3f1;stroke:#0b7268;stroke-width:1.6}\n"
    ".cut{fill:#fdf1ec;stroke:#9c3d12;stroke-width:1.4;stroke-dasharray:3 3}\n"
    ".lost{fill:#fdeceb;stroke:#a3281f;stroke-width:2.4;stroke-dasharray:8 5}\n"
    ".adicionado .outline,.adicionado .final,.adicionado .body{stroke:#1c6b36;stroke-width:4}\n"
    ".cambia .outline,.cambia .final,.cambia .body{stroke:#b36b00;stroke-width:4}\n"
    ".start{fill:#24313d}\n"
    ".edge{fill:none;stroke:#3d4b58;stroke-width:1.8}.sits{stroke:#6a36b8;stroke-dasharray:2 5;stroke-linecap:round;stroke-width:2.2}\n"
    ".back{stroke-dasharray:8 4}.gone{stroke:#a3281f;stroke-dasharray:8 5}.cuts{stroke:#9c3d12;stroke-dasharray:3 3}.starts{stroke:#0b7268;stroke-dasharray:8 4}.arrowhead{fill:#3d4b58}\n"
    ".plate{fill:#f3f5f7}\n"
    ".i{fill:none;stroke:#2b3945;stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round}.f{fill:#2b3945}\n"
    "@media (prefers-color-scheme:dark){\n"
    "text{fill:#e9eef3}.subtitle,.small,.eyebrow{fill:#b4c0cb}\n"
    ".page,.plate{fill:#11161b}.band{fill:#1a222a}.rule{stroke:#3b4955}.accent{fill:#5ea4ee}\n"
    ".card{fill:#1d262f}.outline,.momentbox{stroke:#71808d}.momentbox{fill:#25303a}\n"
    ".term,.diamond{fill:#3a2f12;stroke:#d9a531}.repeat{fill:#12332f;stroke:#3fb8aa}.noterm{fill:#262f38;stroke:#94a2ae}\n"
    ".sheet{fill:#26313b;stroke:#94a2ae}.fold{fill:#3c4a57;stroke:#94a2ae}\n"
    ".body{fill:#2a2240;stroke:#b393f0}.seat{fill:#b393f0}.ring{stroke:#b393f0}\n"
    ".good{fill:#14331f;stroke:#58c27d}.bad{fill:#421a17;stroke:#ef8a80}.transfer{fill:#152b42;stroke:#6cb0f5}.plain{fill:#262f38;stroke:#94a2ae}\n"
    ".lost{fill:#421a17;stroke:#ef8a80}.gone{stroke:#ef8a80}\n"
    ".adicionado .outline,.adicionado .final,.adicionado .body{stroke:#58c27d}.cambia .outline,.cambia .final,.cambia .body{stroke:#d9a531}\n"
    ".other{fill:#12332f;stroke:#3fb8aa}.cut{fill:#3b2015;stroke:#e89266}.start{fill:#3f5468}.edge{stroke:#b4c0cb}.sits{stroke:#b393f0}.cuts{stroke:#e89266}.starts{stroke:#3fb8aa}.arrowhead{fill:#b4c0cb}\n"
    ".i{stroke:#dfe6ec}.f{fill:#dfe6ec}\n"
    "}\n"
    "</style>\n";

#define SYMBOL(name, drawing) "<symbol id=\"i-" name "\" viewBox=\"0 0 16 16\">" drawing "</symbol>\n"

static const char symbols[] =
    "<defs>\n"
    "<marker id=\"arrow\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"10\" markerHeight=\"10\" markerUnits=\"userSpaceOnUse\" orient=\"auto\">"
    "<path class=\"arrowhead\" d=\"M0,0.5 L10,5 L0,9.5 L2.5,5 z\"/></marker>\n"
    SYMBOL("clock", "<circle class=\"i\" cx=\"8\" cy=\"8\" r=\"6.6\"/><path class=\"i\" d=\"M8,4.2 V8 L10.8,9.6\"/>")
    SYMBOL("noclock", "<circle class=\"i\" cx=\"8\" cy=\"8\" r=\"6.6\"/><path class=\"i\" d=\"M3.4,12.6 L12.6,3.4\"/>")
    SYMBOL("repeat", "<path class=\"i\" d=\"M13.6,6.2 A6,6 0 0 0 3,4.8 M2.4,9.8 A6,6 0 0 0 13,11.2\"/><path class=\"i\" d=\"M13.9,2.6 V6.3 H10.2 M2.1,13.4 V9.7 H5.8\"/>")
    SYMBOL("person", "<circle class=\"i\" cx=\"8\" cy=\"5\" r=\"3\"/><path class=\"i\" d=\"M2.5,14.5 A5.5,5 0 0 1 13.5,14.5\"/>")
    SYMBOL("people", "<circle class=\"i\" cx=\"5.6\" cy=\"5.6\" r=\"2.5\"/><path class=\"i\" d=\"M1,13.8 A4.6,4.4 0 0 1 10.2,13.8 M10.2,3.4 A2.4,2.4 0 0 1 10.8,8 M12.2,9.8 A4.4,4.4 0 0 1 15,13.8\"/>")
    SYMBOL("table", "<ellipse class=\"i\" cx=\"8\" cy=\"8\" rx=\"4.2\" ry=\"2.8\"/><circle class=\"f\" cx=\"8\" cy=\"2.4\" r=\"1.5\"/><circle class=\"f\" cx=\"8\" cy=\"13.6\" r=\"1.5\"/><circle class=\"f\" cx=\"1.9\" cy=\"8\" r=\"1.5\"/><circle class=\"f\" cx=\"14.1\" cy=\"8\" r=\"1.5\"/>")
    SYMBOL("question", "<circle class=\"i\" cx=\"8\" cy=\"8\" r=\"6.6\"/><path class=\"i\" d=\"M6,6.2 A2,2 0 1 1 8.6,8.1 Q8,8.4 8,9.4\"/><circle class=\"f\" cx=\"8\" cy=\"11.9\" r=\"0.9\"/>")
    SYMBOL("sequence", "<rect class=\"i\" x=\"4\" y=\"1\" width=\"8\" height=\"4.4\" rx=\"1\"/><rect class=\"i\" x=\"4\" y=\"10.6\" width=\"8\" height=\"4.4\" rx=\"1\"/><path class=\"i\" d=\"M8,5.4 V10.2 M6.4,8.7 L8,10.3 L9.6,8.7\"/>")
    SYMBOL("parallel", "<rect class=\"i\" x=\"1.2\" y=\"3\" width=\"5.4\" height=\"10\" rx=\"1\"/><rect class=\"i\" x=\"9.4\" y=\"3\" width=\"5.4\" height=\"10\" rx=\"1\"/>")
    SYMBOL("check", "<circle class=\"i\" cx=\"8\" cy=\"8\" r=\"6.6\"/><path class=\"i\" d=\"M4.8,8.2 L7.2,10.6 L11.4,5.6\"/>")
    SYMBOL("cross", "<circle class=\"i\" cx=\"8\" cy=\"8\" r=\"6.6\"/><path class=\"i\" d=\"M5.4,5.4 L10.6,10.6 M10.6,5.4 L5.4,10.6\"/>")
    SYMBOL("transfer", "<path class=\"i\" d=\"M1.4,5.2 H12 M9,2.2 L12.2,5.2 L9,8.2 M14.6,10.8 H4 M7,7.8 L3.8,10.8 L7,13.8\"/>")
    SYMBOL("stop", "<rect class=\"i\" x=\"2\" y=\"2\" width=\"12\" height=\"12\" rx=\"1.5\"/><rect class=\"f\" x=\"5.4\" y=\"5.4\" width=\"5.2\" height=\"5.2\"/>")
    SYMBOL("seat", "<circle class=\"seat\" cx=\"8\" cy=\"8\" r=\"4.2\"/>")
    SYMBOL("chair", "<circle class=\"seat\" cx=\"8\" cy=\"8\" r=\"4.2\"/><circle class=\"ring\" cx=\"8\" cy=\"8\" r=\"6.8\"/>")
    SYMBOL("voice", "<circle class=\"ring\" cx=\"8\" cy=\"8\" r=\"4.2\"/>")
    SYMBOL("link", "<rect class=\"i\" x=\"1.2\" y=\"1.2\" width=\"8.4\" height=\"8.4\" rx=\"1.5\"/><path class=\"i\" d=\"M12.2,6.4 H13.3 A1.5,1.5 0 0 1 14.8,7.9 V13.3 A1.5,1.5 0 0 1 13.3,14.8 H7.9 A1.5,1.5 0 0 1 6.4,13.3 V12.2\"/>")
    SYMBOL("bolt", "<path class=\"i\" d=\"M9.4,1.2 L3.4,9 H7.4 L6.4,14.8 L12.6,6.6 H8.4 z\"/>")
    SYMBOL("pen", "<path class=\"i\" d=\"M2,14 L3,10.4 L11.4,2 L14,4.6 L5.6,13 z M9.6,3.8 L12.2,6.4\"/>")
    "</defs>\n";

void card_definitions(struct svg *svg)
{
    svg_raw(svg, TEXT(style));
    svg_raw(svg, TEXT(symbols));
}
