// New flags go to the top of the table as they come. Without this script the page
// shows the same when it is loaded again.
"use strict";
(() => {
  const live = document.getElementById("live");
  const table = document.getElementById("flags");
  const none = document.getElementById("none");
  if (!live || !table) return;
  const keep = 100;

  const cell = (row, text, inside) => {
    const td = row.insertCell();
    if (!inside) {
      td.textContent = text;
      return td;
    }
    const e = document.createElement(inside);
    e.textContent = text;
    td.append(e);
    return e;
  };

  const show = (flag) => {
    for (const row of table.rows) if (row.dataset.uid === flag.uid) return;
    const row = table.insertRow(0);
    row.dataset.uid = flag.uid;
    row.className = "new";
    cell(row, flag.time, "time").dateTime = flag.at;
    cell(row, flag.severity, "span").classList.add("badge", flag.severity);
    cell(row, flag.category);
    cell(row, flag.title).className = "what";
    cell(row, flag.rule, "code");
    cell(row, flag.action);
    cell(row, flag.user);
    if (flag.link) cell(row, flag.request, "a").href = flag.link;
    else cell(row, flag.request);
    while (table.rows.length > keep) table.deleteRow(-1);
    none.hidden = true;
  };

  const say = (text, state) => {
    if (live.textContent !== text) live.textContent = text;
    live.dataset.state = state;
  };

  let retry = 0;
  const connect = () => {
    const source = new EventSource(live.dataset.stream);
    source.onopen = () => { retry = 0; say("Live", "on"); };
    source.addEventListener("flag", (e) => show(JSON.parse(e.data)));
    source.addEventListener("over", () => {
      source.close();
      say("Your session has ended. Load the page again to log in.", "off");
    });
    source.onerror = () => {
      if (source.readyState !== EventSource.CLOSED) {
        say("The connection is lost; trying again.", "lost");
        return;
      }
      // A refusal: the server is busy or starts again, or the session is over.
      source.close();
      retry = Math.min(retry + 1, 6);
      say("Flags do not arrive now; trying again. If this stays, load the page again.", "lost");
      setTimeout(connect, 1000 * 2 ** retry);
    };
  };
  say("Connecting", "lost");
  connect();
})();
