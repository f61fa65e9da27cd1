// PDF files as people have them: printed by a browser, or made by hand where no browser makes such a one.

/** Prints a page of HTML. */
export async function printed(page, html) {
  await page.setContent(`<!doctype html><meta charset="utf-8">${html}`);
  return page.pdf({ format: "A4", margin: { top: "20mm", bottom: "20mm", left: "20mm", right: "20mm" } });
}

/** A PDF of one page with these instructions, and what more stands in its trailer. */
export function drawn(instructions, { objects = [], trailer = "", fonts = "" } = {}) {
  const bodies = [
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R${fonts}>>>>>>`,
    `<</Length ${instructions.length}>>\nstream\n${instructions}\nendstream`,
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ...objects,
  ];
  let text = "%PDF-1.4\n";
  const places = bodies.map((body, at) => {
    const place = text.length;
    text += `${at + 1} 0 obj\n${body}\nendobj\n`;
    return place;
  });
  const table = text.length;
  const rows = places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("");
  text += `xref\n0 ${bodies.length + 1}\n0000000000 65535 f \n${rows}trailer\n<</Size ${bodies.length + 1}/Root 1 0 R${trailer}>>\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.from(text, "latin1");
}

/** One in Chinese whose letters are named by numbers of a well-known table, as older programs write them. */
export function numbered(lines) {
  const code = (line) => [...line].map((letter) => letter.codePointAt(0).toString(16).padStart(4, "0")).join("");
  const shown = lines.map(([size, line], nth) => `BT /G ${size} Tf 72 ${760 - 40 * nth} Td <${code(line)}> Tj ET`);
  return drawn(shown.join(" "), {
    fonts: "/G 6 0 R",
    objects: [
      "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[7 0 R]>>",
      "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/FontDescriptor 8 0 R>>",
      "<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>",
    ],
  });
}

/** One with a password that nobody tells. */
export function locked() {
  const secret = "5a".repeat(32);
  return drawn("BT /F 12 Tf 72 700 Td (Words) Tj ET", {
    objects: [`<</Filter/Standard/V 1/R 2/P -44/O<${secret}>/U<${secret}>>>`],
    trailer: `/Encrypt 6 0 R/ID[<${secret}><${secret}>]`,
  });
}
