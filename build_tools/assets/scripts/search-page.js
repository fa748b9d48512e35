// The search page: what was asked stands in the address, so that back works and a list can be sent to somebody.
(function () {
  "use strict";
  var draw = window.zwgkDraw, engine = window.zwgkSearch, make = draw.make;
  var source = document.getElementById("zw-search");
  if (!source) {
    return;
  }
  source.parentNode.insertBefore(source.content.cloneNode(true), source);
  var words = source.dataset;
  var form = document.querySelector(".zw-find");
  var input = form.elements.q;
  var panel = document.querySelector(".zw-narrow");
  var facets = Array.prototype.slice.call(panel.querySelectorAll("[data-facet]"));
  var number = document.getElementById("zw-number");
  var since = document.getElementById("zw-since");
  var hits = document.querySelector(".zw-hits");
  var title = document.title;
  var size = 10, more = 20;
  var state, labels = {}, counted = [], turn = 0;

  function part(name) {
    return hits.querySelector("[data-part=" + name + "]");
  }

  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, function (all, name) { return values[name]; });
  }

  // ---- the address ----

  function read() {
    var said = new URLSearchParams(window.location.search), chosen = {};
    facets.forEach(function (one) { chosen[one.dataset.facet] = said.getAll(one.dataset.facet); });
    state = {
      q: (said.get("q") || "").trim(), number: (said.get("number") || "").trim(), since: said.get("since") || "",
      chosen: chosen, show: Math.min(500, Math.max(size, Number(said.get("show")) || size)),
    };
    input.value = state.q;
    number.value = state.number;
  }

  function write(keep) {
    var said = new URLSearchParams();
    ["q", "number", "since"].forEach(function (name) {
      if (state[name]) {
        said.append(name, state[name]);
      }
    });
    Object.keys(state.chosen).forEach(function (name) {
      state.chosen[name].forEach(function (value) { said.append(name, value); });
    });
    if (state.show > size) {
      said.append("show", state.show);
    }
    var uri = window.location.pathname + (said.toString() && "?" + said);
    try {
      window.history[keep || draw.kiosk ? "replaceState" : "pushState"](null, "", uri);
    } catch (error) {
      // An old browser does not let a page from a folder have another address; the list is right all the same.
    }
  }

  // ---- asking ----

  function months() {
    return state.since ? engine.query("", { size: 1, counts: ["changed"] }).then(function (all) {
      var late = all.counts.changed.filter(function (one) { return one.value >= state.since; });
      return late.length ? late.map(function (one) { return one.value; }) : [state.since];
    }) : Promise.resolve([]);
  }

  function wanted() {
    return facets.filter(function (one) { return one.open || state.chosen[one.dataset.facet].length; })
      .map(function (one) { return one.dataset.facet; }).concat(panel.querySelector("[data-since]").open || state.since ? ["changed"] : []);
  }

  function ask(then) {
    var now = ++turn, text = (state.q + " " + state.number).trim(), slow = window.setTimeout(function () { say(words.busy); }, 600);
    return months().then(function (late) {
      var narrow = Object.assign({ changed: late }, state.chosen);
      counted = wanted();
      return engine.query(text, { facets: narrow, counts: counted, size: state.show });
    }).then(function (answer) {
      window.clearTimeout(slow);
      if (now === turn) {
        show(answer);
        if (then) {
          then();
        }
      }
    }, function () {
      window.clearTimeout(slow);
      if (now === turn) {
        failed();
      }
    });
  }

  function again(keep) {
    state.show = size;
    write(keep);
    ask();
  }

  // ---- what is said ----

  function say(text) {
    var line = document.getElementById("zw-said");
    line.textContent = line.textContent === text ? text + "\u00a0" : text;
  }

  function headline(answer) {
    var all = { n: answer.total, exact: answer.exact, similar: answer.similar, q: state.q };
    var asked = state.q || state.number;
    var kind = !answer.total ? "none" : !asked ? (narrowed() ? "fitting" : "every") :
      !answer.similar ? "exact" : !answer.exact ? "similar" : "both";
    return fill(words[kind], all);
  }

  function narrowed() {
    return state.since || Object.keys(state.chosen).some(function (name) { return state.chosen[name].length; });
  }

  function failed() {
    part("count").textContent = words.failed;
    part("none").hidden = false;
    part("more").hidden = true;
    ["exact", "similar"].forEach(function (name) { part(name).textContent = ""; });
    document.documentElement.classList.add("zw-lists");
    say(words.failed);
  }

  // ---- results ----

  function told(list, name, value) {
    var row = make("div");
    row.append(make("dt", "", name), value);
    list.appendChild(row);
  }

  function telephone(fields) {
    var value = make("dd", "", fields.office ? fields.office + " " : "");
    // The first number, its extension after a pause.
    var dialled = fields.phone.split(/[、，；;/]/)[0].replace(/^(\d{3,4}-\d{7,8})-/, "$1,").split(/转|分机|,/)
      .map(function (text) { return text.replace(/[^0-9]/g, ""); }).filter(Boolean).join(",");
    var made = make(draw.kiosk ? "b" : "a", "zw-tel", fields.phone);
    if (!draw.kiosk) {
      made.href = "tel:" + dialled;
    }
    value.appendChild(made);
    return value;
  }

  function result(hit) {
    var fields = hit.fields, made = make("li"), heading = make("h3"), link = make("a"), facts = make("dl");
    var bodies = fields.body.split("、"), place = make("p", "zw-place");
    if (bodies.length > 4) {
      bodies.splice(3, bodies.length, bodies[3] + fill(words.many, { n: bodies.length }));
    }
    link.href = draw.root + hit.uri;
    link.appendChild(draw.marked(fields.title, hit.marks, true));
    heading.appendChild(link);
    place.appendChild(draw.marked(
      [fields.domain_name, fields.category, fields.level, bodies.join("、")].filter(Boolean).join(" · "), hit.marks
    ));
    if (fields.time_limit) {
      told(facts, words.limit, make("dd", "", fields.time_limit));
    }
    if (fields.phone) {
      told(facts, words.phone, telephone(fields));
    }
    made.append(heading, place, facts);
    var why = hit.synonyms.map(function (one) { return words.said + one.join(" → "); });
    if (hit.field) {
      why.unshift(fill(words.where, { field: source.getAttribute("data-in-" + hit.field) }));
    }
    if (why.length) {
      made.appendChild(make("p", "zw-why", why.join("；")));
    }
    return made;
  }

  function show(answer) {
    var asked = state.q || state.number, line = headline(answer);
    document.title = (state.q ? fill(words.title, { q: state.q }) : "") + title;
    document.documentElement.classList.toggle("zw-lists", !answer.total);
    part("count").textContent = line;
    say(line);
    var read = part("read"), meant = answer.understood.replace(/\s/g, "");
    read.hidden = !asked || !/[\u3400-\u9fff]/.test(meant) || answer.query.replace(/\s/g, "").toLowerCase().indexOf(meant) >= 0;
    read.textContent = fill(words.read, { text: answer.understood });
    ["exact", "similar"].forEach(function (name) {
      var list = part(name);
      list.textContent = "";
      answer.hits.forEach(function (hit) {
        if (hit.exact === (name === "exact")) {
          list.appendChild(result(hit));
        }
      });
      list.hidden = !list.firstChild;
    });
    part("close").hidden = part("similar").hidden || !answer.exact;
    part("close").textContent = fill(words.close, { n: answer.similar });
    var left = answer.total - answer.hits.length;
    part("more").hidden = left <= 0;
    part("more").textContent = fill(words.more, { n: Math.min(more, left) });
    drawFacets(answer);
    drawChosen();
    drawNone(answer);
  }

  function drawNone(answer) {
    var none = part("none"), nearest = part("nearest");
    none.hidden = answer.total > 0;
    nearest.textContent = "";
    part("loosen").hidden = !narrowed();
    if (answer.total) {
      return;
    }
    var now = turn, text = Array.from(state.q);
    // The longest beginning of what was typed that some name begins with.
    (function shorter() {
      engine.suggest(text.join(""), 6).then(function (names) {
        if (now !== turn) {
          return;
        }
        if (!names.length && text.length > 1) {
          text.pop();
          shorter();
          return;
        }
        names.forEach(function (name) {
          var row = make("li"), link = make("a", "", name);
          link.href = draw.root + draw.found(name);
          row.appendChild(link);
          nearest.appendChild(row);
        });
        part("near").hidden = !names.length;
      }, function () {});
    })();
  }

  // ---- facets ----

  function label(name, one) {
    return one.label || source.getAttribute("data-" + name + "-" + one.value) || one.value;
  }

  function box(name, one) {
    var row = make("li"), made = make("label"), tick = make("input");
    tick.type = "checkbox";
    tick.value = one.value;
    tick.name = name;
    tick.checked = state.chosen[name].indexOf(one.value) >= 0;
    tick.id = "zw-" + name + "-" + one.value;
    made.append(tick, make("span", "", label(name, one)), " ", make("small", "", String(one.count)));
    row.appendChild(made);
    return row;
  }

  function drawFacets(answer) {
    var focused = document.activeElement && document.activeElement.id;
    facets.forEach(function (one) {
      var name = one.dataset.facet, counts = answer.counts[name], list = one.querySelector("ul");
      if (!counts) {
        return;
      }
      labels[name] = counts;
      list.textContent = "";
      counts.forEach(function (value) {
        if (value.count || state.chosen[name].indexOf(value.value) >= 0) {
          list.appendChild(box(name, value));
        }
      });
      one.hidden = !list.firstChild;
    });
    drawMonths(answer.counts.changed);
    if (focused && document.getElementById(focused)) {
      document.getElementById(focused).focus();
    }
  }

  function drawMonths(counts) {
    var sum = 0;
    while (counts && since.options.length > 1) {
      since.remove(1);
    }
    (counts || []).slice().reverse().forEach(function (one) {
      var date = one.value.split("-");
      sum += one.count;
      since.add(new Option(fill(words.month, { year: date[0], month: Number(date[1]), n: sum }), one.value));
    });
    since.value = state.since;
  }

  function drawChosen() {
    var list = part("chosen");
    list.textContent = "";
    function chip(text, name, value) {
      var row = make("li"), made = make("button", "", text);
      made.type = "button";
      made.setAttribute("aria-label", fill(words.drop, { name: text }));
      made.addEventListener("click", function () {
        drop(name, value);
        part("count").focus();
      });
      row.appendChild(made);
      list.appendChild(row);
    }
    var chosen = 0;
    facets.forEach(function (one) {
      var name = one.dataset.facet;
      state.chosen[name].forEach(function (value) {
        var known = (labels[name] || []).filter(function (entry) { return entry.value === value; })[0];
        chosen++;
        chip(label(name, known || { value: value }), name, value);
      });
    });
    if (state.since) {
      chip(fill(words.later, { month: state.since }), "since");
    }
    if (state.number) {
      chip(words.number + state.number, "number");
    }
    chosen = list.children.length;
    if (chosen > 1) {
      chip(words.clear, "");
    }
    panel.querySelector("summary small").textContent = chosen ? String(chosen) : "";
  }

  function drop(name, value) {
    if (!name) {
      Object.keys(state.chosen).forEach(function (one) { state.chosen[one] = []; });
    }
    if (value) {
      state.chosen[name] = state.chosen[name].filter(function (one) { return one !== value; });
    }
    if (!name || name === "since") {
      state.since = "";
    }
    if (!name || name === "number") {
      state.number = number.value = "";
    }
    again();
  }

  // ---- what people do ----

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    state.q = input.value.trim();
    state.number = number.value.trim();
    again();
  });
  number.addEventListener("change", function () {
    state.number = number.value.trim();
    again();
  });
  since.addEventListener("change", function () {
    state.since = since.value;
    again();
  });
  panel.addEventListener("change", function (event) {
    var name = event.target.name, value = event.target.value;
    if (event.target.type === "checkbox") {
      state.chosen[name] = state.chosen[name].filter(function (one) { return one !== value; });
      if (event.target.checked) {
        state.chosen[name].push(value);
      }
      again();
    }
  });
  panel.addEventListener("toggle", function (event) {
    var name = event.target.dataset.facet || (event.target.dataset.since === "" && "changed");
    if (name && event.target.open && counted.indexOf(name) < 0) {
      ask();
    }
  }, true);
  part("more").addEventListener("click", function () {
    var before = hits.querySelectorAll("h3").length;
    state.show += more;
    write(true);
    ask(function () {
      var first = hits.querySelectorAll("h3 a")[before];
      if (first) {
        first.focus();
      }
    });
  });
  window.addEventListener("popstate", function () {
    read();
    ask();
  });

  if (window.matchMedia("(max-width: 59.99em)").matches) {
    panel.open = false;
  }
  read();
  facets.forEach(function (one) {
    one.open = one.open || state.chosen[one.dataset.facet].length > 0;
  });
  panel.querySelector("[data-since]").open = Boolean(state.since);
  ask();
})();
