/* Gives each transcript a button that copies what the client sends in it. */

"use strict";

(() => {
  const words = document.currentScript.dataset;
  const SHOWN_FOR = 2000;
  const DEPTH = { "{": 1, "[": 1, "}": -1, "]": -1 };
  const PASSED = /^(c1|linenos)$/; // comments are no JSON, and numbers of lines no text

  /* The text of each message behind an arrow "->". The marks of the lexer tell arrows and
     brackets from text; a message ends with the bracket that closes its first one. */
  const sent = (pre) => {
    const messages = [];
    const walker = document.createTreeWalker(pre, NodeFilter.SHOW_TEXT);
    let message = null;
    let depth = 0;
    while (walker.nextNode()) {
      const kind = walker.currentNode.parentElement.className;
      const text = walker.currentNode.data;
      if (/^g[po]$/.test(kind)) {
        message = text.trim() === "->" ? " ".repeat(text.length) : null;
        depth = 0;
      } else if (message !== null && !PASSED.test(kind)) {
        for (const character of text) {
          message += character;
          if (kind === "p") depth += DEPTH[character] ?? 0;
          if (depth > 0 || !character.trim()) continue;
          if (character === "}") messages.push(message);
          message = null;
          break;
        }
      }
    }
    return messages.map(tidy);
  };

  /* Without empty lines, and indented as if the arrow were not there. */
  const tidy = (message) => {
    const lines = message.split("\n").filter((line) => line.trim());
    const indent = lines[0].search(/\S/);
    return lines.map((line) => line.slice(Math.min(indent, line.search(/\S/))).trimEnd()).join("\n");
  };

  const button = (messages) => {
    const word = messages.length > 1 ? words.copyAll : words.copy;
    const made = document.createElement("button");
    let timer;
    made.type = "button";
    made.className = "qapi-copy";
    made.setAttribute("aria-live", "polite");
    made.textContent = word;
    made.addEventListener("click", async () => {
      clearTimeout(timer);
      try {
        await navigator.clipboard.writeText(messages.join("\n"));
        made.textContent = words.copied;
      } catch {
        made.textContent = words.failed;
      }
      timer = setTimeout(() => (made.textContent = word), SHOWN_FOR);
    });
    return made;
  };

  if (!navigator.clipboard) return;
  for (const block of document.querySelectorAll(".highlight-QMP, .highlight-qmp")) {
    const pre = [...block.querySelectorAll("pre")].at(-1); // before it may be numbers of lines
    const messages = pre ? sent(pre) : [];
    if (messages.length) pre.after(button(messages));
  }
})();
