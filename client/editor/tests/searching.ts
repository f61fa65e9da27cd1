// What the palette finds, in the order in which it is shown.

import { fold, search, sought } from "../../palette/search.ts";
import { equal, test } from "./suite.ts";

const found = (names: string[], typed: string): string[] => {
  const rows = names.map((name) => ({ name, about: name === "Ana" ? "Kenya" : "", kind: "Page", icon: "", whyNot: "" }));
  return search(rows.map(sought), typed).map((row) => row.name);
};

export function searchingTests(): void {
  test("a name that begins so comes before a word that does, and that before the rest", () => {
    const names = ["Unbound", "On borders", "Borders", "Cross-border trade", "Nothing"];
    equal(found(names, "bor"), ["Borders", "On borders", "Cross-border trade"]);
    equal(found(names, "bo"), ["Borders", "On borders", "Cross-border trade", "Unbound"]);
    equal(found(names, ""), names, "what is not sought yet is as it came");
    equal(found(names, "  trade   CROSS "), ["Cross-border trade"], "words in any order");
    equal(found(["Ana", "Ben"], "kenya"), ["Ana"], "by what it is about");
    equal(found(names, "zzz"), []);
  });
  test("accents, capitals, vowel signs and marks of direction are not heard", () => {
    equal(fold("  ÉCOLE  Straße "), "ecole strasse");
    equal(fold("\u2068إدارة\u2069 الحُدود"), fold("اداره الحدود"));
    equal(found(["İstanbul"], "istanbul"), ["İstanbul"]);
    equal(found(["Ёлка"], "елка"), ["Ёлка"]);
    equal(found(["联合边境管理", "边境"], "边境"), ["边境", "联合边境管理"]);
    equal(found(["국경 관리"], "관리"), ["국경 관리"]);
    equal(found(["सीमा"], "सीम"), ["सीमा"]);
  });
}
