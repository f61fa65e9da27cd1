// Lists as screen readers are told of them, and keys that come as an on-screen keyboard sends them.

import assert from "node:assert/strict";

/** The lists of an accessibility tree: `list[item[list[…]], item]`, with levels and the marks before items. */
async function listsHeard(page, id) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const property = (node, name) => node.properties?.find((each) => each.name === name)?.value.value;
  const inside = (node) => (node.childIds ?? []).map((child) => byId.get(child)).filter(Boolean).map(show).filter(Boolean).join(" ");
  const show = (node) => {
    const role = node.role?.value;
    if (node.ignored || !["list", "listitem", "ListMarker", "StaticText"].includes(role)) return inside(node);
    if (role === "list") return `list[${inside(node)}]`;
    if (role === "listitem") return `${property(node, "level")}(${inside(node)})`;
    return node.name.value.trim();
  };
  const box = nodes.find((node) => node.role?.value === "textbox" && node.name?.value === `Answer of ${id}`);
  return show(box);
}

/** Waits until a screen reader would be told this: the tree follows with the next frames. */
async function hears(page, id, wanted) {
  let heard;
  for (let tries = 0; tries < 40; tries++) {
    heard = await listsHeard(page, id);
    if (heard === wanted) return;
    await page.waitForTimeout(50);
  }
  assert.equal(heard, wanted);
}

const ANDROID = { userAgent: "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36", hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } };

/** Ways in which a key may come. */
const WAYS = {
  "as a key": { enter: (page) => page.keyboard.press("Enter"), back: (page) => page.keyboard.press("Backspace") },
  "as number 229, with beforeinput": { enter: unnumbered("insertNewline"), back: unnumbered("deleteBackward") },
  "as a line break that is typed": { enter: (page) => page.keyboard.insertText("\n") },
  "as number 229, with what the browser makes of it": { enter: written("insertParagraph"), back: written("delete") },
};

function unnumbered(command) {
  return async (page) => {
    const session = await page.context().newCDPSession(page);
    const key = { windowsVirtualKeyCode: 229, nativeVirtualKeyCode: 229, key: "Unidentified", code: "" };
    await session.send("Input.dispatchKeyEvent", { type: "rawKeyDown", commands: [command], ...key });
    await session.send("Input.dispatchKeyEvent", { type: "keyUp", ...key });
  };
}

function written(command) {
  return async (page) => {
    await page.evaluate((command) => {
      document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "Unidentified", keyCode: 229, bubbles: true, cancelable: true }));
      document.execCommand(command);
    }, command);
    await page.evaluate(() => new Promise((done) => setTimeout(done, 30)));
  };
}

const blocks = (page) =>
  page.evaluate(() => JSON.parse(globalThis.sides.ana.port.delta()).reduce((all, { insert, attributes = {} }) => {
    if (insert === "\n") return [...all, `${attributes.t ?? "p"}${attributes.indent ?? ""}:`];
    return [...all.slice(0, -1), all.at(-1) + insert];
  }, []));

/** A text, with the caret at the bar; what comes of it; what a browser makes of it that asks nobody, if that is another. */
const PLACES = [
  ["in a paragraph", ["p:on|e"], ["p:on", "p:e"]],
  ["at the end of a paragraph", ["p:one|"], ["p:one", "p:"]],
  ["at the start of a paragraph", ["p:|one"], ["p:", "p:one"]],
  ["after a heading", ["h1:one|"], ["h1:one", "p:"]],
  ["in a heading", ["h2:on|e"], ["h2:on", "h2:e"]],
  ["at the end of an item", ["ul:one|", "ul:two"], ["ul:one", "ul:", "ul:two"]],
  ["in an item", ["ol:on|e"], ["ol:on", "ol:e"]],
  ["at the start of an item", ["ul:zero", "ul:|one"], ["ul:zero", "ul:", "ul:one"]],
  ["in a deeper item", ["ul:one", "ul1:tw|o", "ul:three"], ["ul:one", "ul1:tw", "ul1:o", "ul:three"]],
  ["in an empty item", ["ul:one", "ul:|"], ["ul:one", "p:"]],
  ["in an empty item amidst others", ["ol:one", "ol:|", "ol:two"], ["ol:one", "p:", "ol:two"]],
  ["in an empty deeper item", ["ul:one", "ul1:|"], ["ul:one", "ul:"], ["ul:one", "p:"]],
];

const STARTS = [
  ["of a paragraph", ["p:one", "p:|two"], ["p:onetwo"]],
  ["of a heading", ["p:one", "h1:|two"], ["p:one", "p:two"], ["p:onetwo"]],
  ["of an item", ["ul:one", "ul:|two", "ul:three"], ["ul:one", "p:two", "ul:three"], ["ul:onetwo", "ul:three"]],
  ["of a deeper item", ["ul:one", "ul1:|two"], ["ul:one", "ul:two"], ["ul:onetwo"]],
  ["of an empty item", ["ul:one", "ul:|"], ["ul:one", "p:"], ["ul:one"]],
  ["of a paragraph below a list", ["ul:one", "p:|two"], ["ul:onetwo"]],
];

/** Writes the text as Ben, and puts Ana's caret where the bar is. */
async function lay(table, page, lines) {
  const parts = lines.map((line) => /^(p|ul|ol|h)(\d?):(.*)$/.exec(line).slice(1));
  await page.evaluate((parts) => {
    const { ana, ben } = globalThis.sides;
    const { view } = ben.editor;
    const { schema, tr, doc } = view.state;
    const blocks = parts.map(([t, digit, text]) => {
      const words = text.replace("|", "");
      const content = words ? schema.text(words) : undefined;
      if (t === "p") return schema.node("paragraph", null, content);
      if (t === "h") return schema.node("heading", { level: Number(digit) }, content);
      return schema.node("list_item", { kind: t, indent: Number(digit) }, content);
    });
    view.dispatch(tr.replaceWith(0, doc.content.size, blocks));
    ana.copy.settle();
    const state = ana.editor.view.state;
    ana.editor.focus();
    state.doc.forEach((block, start, index) => {
      const bar = parts[index][2].indexOf("|");
      if (bar < 0) return;
      ana.editor.view.dispatch(state.tr.setSelection(state.selection.constructor.create(state.doc, start + 1 + bar)));
    });
  }, parts);
  assert.deepEqual(await blocks(page), lines.map((line) => line.replace("|", "")));
}

/** Waits until Ana's document has these blocks, and her page shows them. */
async function holds(page, wanted, name) {
  await page.waitForFunction(
    (wanted) => {
      const { ana } = globalThis.sides;
      const held = JSON.parse(ana.port.delta()).reduce((all, { insert, attributes = {} }) => {
        if (insert === "\n") return [...all, `${attributes.t ?? "p"}${attributes.indent ?? ""}:`];
        return [...all.slice(0, -1), all.at(-1) + insert];
      }, []);
      return JSON.stringify(held) === JSON.stringify(wanted) && ana.shown() === ana.text();
    },
    wanted,
    { timeout: 2000 },
  ).catch(async () => assert.deepEqual(await blocks(page), wanted, name));
}

export default async function listTests(test) {
  await test("neighbouring items are one list to a screen reader, deeper ones lie in the item above", async (table, page) => {
    await lay(table, page, ["p:before|", "ul:a", "ul:b", "ol1:c", "ol1:d", "ul:e", "p:between", "ol:f", "ol:g", "ol:h", "ol2:i"]);
    const wanted = "before list[1(• a) 1(• b list[2(a. c) 2(b. d)]) 1(• e)] between list[1(1. f) 1(2. g) 1(3. h list[3(i. i)])]";
    await hears(page, "ana", wanted);
    await page.evaluate(() => globalThis.sides.ana.editor.setEditable(false));
    await hears(page, "ana", wanted);
  });

  await test("a list stays one list while it is written, split, joined and turned into something else", async (table, page) => {
    await table.side("ana").click();
    await page.keyboard.type("- a\nb\nc");
    await table.agree("\na\nb\nc");
    await hears(page, "ana", "list[1(• a) 1(• b) 1(• c)]");
    await page.keyboard.press("Tab");
    await hears(page, "ana", "list[1(• a) 1(• b list[2(◦ c)])]");
    await page.keyboard.press("ArrowUp");
    await table.command("ana", "paragraph");
    await hears(page, "ana", "list[1(• a)] b list[2(◦ c)]");
    await table.command("ana", "ul");
    await hears(page, "ana", "list[1(• a) 1(• b list[2(◦ c)])]");
    await hears(page, "ben", "list[1(• a) 1(• b list[2(◦ c)])]");
  });

  const devices = [["", {}], [", on Android", ANDROID]];
  for (const [way, { enter, back }, device, options] of Object.entries(WAYS).flatMap(([way, keys]) => devices.map((device) => [way, keys, ...device]))) {
    await test(`Enter ${way}${device}`, async (table, page) => {
      for (const [place, before, meant, made] of PLACES) {
        const after = (way.endsWith("makes of it") && made) || meant;
        await page.reload();
        await page.waitForFunction(() => globalThis.sides);
        await lay(table, page, before);
        await enter(page);
        await holds(page, after, `Enter ${place}`);
        await page.keyboard.type("X");
        const from = before.findIndex((line) => line.includes("|"));
        const moved = after.length > before.length ? from + 1 : from;
        await holds(page, after.map((line, at) => (at === moved ? line.replace(":", ":X") : line)), `the caret after Enter ${place}`);
      }
    }, options);
    if (back) await test(`Backspace at the start ${way}${device}`, async (table, page) => {
      for (const [place, before, meant, made] of STARTS) {
        const after = (way.endsWith("makes of it") && made) || meant;
        await page.reload();
        await page.waitForFunction(() => globalThis.sides);
        await lay(table, page, before);
        await back(page);
        await holds(page, after, `Backspace at the start ${place}`);
      }
    }, options);
  }

  for (const [name, before, after, device, options] of [
    ["an item", ["ul:one", "ul:two|"], ["ul:one", "ul:twoにほ", "ul:X"]],
    ["an empty item", ["ul:one", "ul:|"], ["ul:one", "ul:にほ", "ul:X"]],
    ["a paragraph", ["p:one|"], ["p:oneにほ", "p:X"]],
    ["a heading", ["h1:one|"], ["h1:oneにほ", "p:X"]],
    ["the middle of an item", ["ol:on|e", "ol:two"], ["ol:onにほ", "ol:Xe", "ol:two"]],
  ].flatMap((each) => devices.map((device) => [...each, ...device]))) {
    await test(`Enter while composing in ${name}${device}`, async (table, page) => {
      await lay(table, page, before);
      const session = await page.context().newCDPSession(page);
      for (const text of ["に", "にほ"]) await session.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
      await unnumbered("insertNewline")(page);
      await page.evaluate(() => new Promise((done) => setTimeout(done, 100)));
      await page.keyboard.type("X");
      await holds(page, after, name);
    }, options);
  }

  await test("composing in an item of a list, while others change the list", async (table, page) => {
    await lay(table, page, ["ul:one", "ul:two|", "ul1:three"]);
    const session = await page.context().newCDPSession(page);
    const compose = (text) => session.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    await compose("に");
    await page.evaluate(() => {
      const { ben } = globalThis.sides;
      ben.copy.settle();
      ben.editor.view.dispatch(ben.editor.view.state.tr.split(3));
    });
    await compose("にほ");
    await session.send("Input.insertText", { text: "日本" });
    await holds(page, ["ul:on", "ul:e", "ul:two日本", "ul1:three"], "composed");
    await page.keyboard.type("!");
    await holds(page, ["ul:on", "ul:e", "ul:two日本!", "ul1:three"], "the caret");
  });

  await test("a key in a long list reads its own item only", async (table, page) => {
    await lay(table, page, ["ul:first|", ...Array.from({ length: 300 }, (_, nth) => `ul:item ${nth}`)]);
    await page.evaluate(() => {
      const { view } = globalThis.sides.ana.editor;
      const { parseRange } = view.docView;
      globalThis.read = [];
      view.docView.parseRange = function (...range) {
        const found = parseRange.apply(this, range);
        globalThis.read.push(found.node.textContent);
        return found;
      };
    });
    await page.keyboard.type("!");
    await page.waitForFunction(() => globalThis.sides.ana.text().startsWith("\nfirst!"));
    assert.deepEqual(await page.evaluate(() => globalThis.read), ["first!"]);
  });

  await test("a list goes on with the number that one types, and others see it", async (table, page) => {
    await table.side("ana").click();
    await page.keyboard.type("1. a\nb\n\nA remark\n3. c\nd");
    await table.agree("\na\nb\nA remark\nc\nd");
    const wanted = "list[1(1. a) 1(2. b)] A remark list[1(3. c) 1(4. d)]";
    await hears(page, "ana", wanted);
    await hears(page, "ben", wanted);
    for (let i = 0; i < 2; i++) await page.keyboard.press("Control+z");
    for (let i = 0; i < 2; i++) await page.keyboard.press("Control+y");
    await table.agree("\na\nb\nA remark\nc\nd");
    await hears(page, "ben", wanted);
  });

  const paste = (page, html, files = 0) =>
    page.evaluate(([html, files]) => {
      const data = new DataTransfer();
      if (html) data.setData("text/html", html);
      for (let i = 0; i < files; i++) data.items.add(new File(["x"], `${i}.png`, { type: "image/png" }));
      document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }, [html, files]);

  await test("what a paste does without is said, and the first block keeps its form", async (table, page) => {
    await table.side("ana").click();
    await paste(page, `<p dir="rtl">UNHCR أولا<span class="MsoCommentReference">[AB1]</span></p><p><img src="data:,"></p><table><tr><td>a</td><td>b</td></tr></table><div style="mso-element:comment-list"><div style="mso-element:comment"><p>for us only</p></div></div>`);
    await table.agree("\nUNHCR أولا\na\tb");
    assert.equal(await page.locator("#ben .prose-editor p").first().getAttribute("dir"), "rtl");
    assert.deepEqual((await table.read("ana", "heard")).omitted.map((json) => JSON.parse(json)), [{ images: 1, comments: 1, footnotes: 0, tables: 1 }]);
    await paste(page, "", 2);
    assert.equal(JSON.parse((await table.read("ana", "heard")).omitted[1]).images, 2);
    await table.agree("\nUNHCR أولا\na\tb");
  });

  await test("what is dropped keeps its form, and a picture does not take the page away", async (table, page) => {
    await table.side("ana").click();
    const { x, y } = await table.side("ana").boundingBox();
    const drop = (html, files) =>
      page.evaluate(([html, files, x, y]) => {
        const data = new DataTransfer();
        if (html) data.setData("text/html", html);
        for (let i = 0; i < files; i++) data.items.add(new File(["x"], `${i}.png`, { type: "image/png" }));
        const event = new DragEvent("drop", { dataTransfer: data, clientX: x + 40, clientY: y + 30, bubbles: true, cancelable: true });
        document.querySelector("#ana .prose-editor p").dispatchEvent(event);
        return event.defaultPrevented;
      }, [html, files, x, y]);
    assert.ok(await drop(`<p dir="rtl">أولا<span class="MsoCommentReference">[AB1]</span></p><p>two</p>`, 0));
    await table.agree("\nأولا\ntwo");
    assert.equal(await page.locator("#ben .prose-editor p").first().getAttribute("dir"), "rtl");
    assert.ok(await drop("", 1));
    const { omitted } = await table.read("ana", "heard");
    assert.deepEqual(omitted.map((json) => JSON.parse(json)).map(({ images, comments }) => [images, comments]), [[0, 1], [1, 0]]);
  });

  await test("a list copied and pasted back is as it was, with its number", async (table, page) => {
    await table.side("ana").click();
    await page.keyboard.type("4. a\n- b");
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Control+c");
    const html = await page.evaluate(async () => (await (await navigator.clipboard.read())[0].getType("text/html")).text());
    assert.match(html, /<ol[^>]*><li[^>]*value="4"[^>]*><p[^>]*>a<\/p><\/li>/);
    await page.keyboard.press("Control+v");
    await holds(page, ["ol:a", "ol:- b"], "pasted over");
    await hears(page, "ben", "list[1(4. a) 1(5. - b)]");
  });

  const seed = Number(process.env.ROUNDTABLE_SEED ?? Date.now() % 1_000_000);
  await test(`whatever keys two people press in lists, both see the same lists (seed ${seed})`, async (table, page) => {
    let state = seed;
    const below = (n) => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((state / 2_147_483_648) * n);
    };
    const keys = ["Enter", "Enter", "Backspace", "Delete", "Tab", "Shift+Tab", "ArrowUp", "ArrowDown", "Home", "End", "ArrowLeft", "Shift+ArrowUp", "Shift+ArrowRight", "Control+Shift+7", "Control+Shift+8", "Control+z", "Control+y"];
    const words = ["a", "- ", "7. ", "word", "1) ", "x"];
    for (let turn = 0; turn < 16; turn++) {
      const who = below(2) ? "ana" : "ben";
      await page.evaluate((who) => globalThis.sides[who].editor.focus(), who);
      for (let i = 0; i < 10; i++) {
        // A Tab outside of lists leaves the editor; it is somebody else's turn then.
        if (below(3)) await page.keyboard.press(keys[below(keys.length)]);
        else await page.keyboard.type(words[below(words.length)]);
      }
      await table.agree();
      const [ana, ben] = await page.evaluate(() => {
        const outline = (element) => {
          const inside = [...element.children].filter((child) => /^(UL|OL|LI|P|H\d)$/.test(child.nodeName)).map(outline).join("");
          return `<${element.localName}${element.getAttribute("value") ?? ""} ${inside || element.textContent}>`;
        };
        return ["ana", "ben"].map((name) => outline(document.querySelector(`#${name} .prose-editor`)));
      });
      assert.equal(ana, ben);
    }
  });
}
