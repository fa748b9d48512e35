// The search page: what was asked stands in the address, so that back works and a list can be sent to somebody.
(function () {
  "use strict";
  var draw = window.zwgkDraw, engine = window.zwgkSearch, make = draw.make;
  var source = document.getElementById("zw-search");
  if (!source) {
    return;
  }
  source.parentNode.insertBefore(source.content.cloneNode(true), source);
  var words = source.dataset, parts = {}, facets = {}, labels = {}, counted = [];
  var said = document.getElementById("zw-said");
  var input = document.getElementById("zw-q");
  var number = document.getElementById("zw-number");
  var since = document.getElementById("zw-since");
  var panel = document.querySelector(".zw-narrow");
  var title = document.title, first = 10, more = 20, turn = 0, state, place;

  document.querySelectorAll("[data-part]").forEach(function (one) { parts[one.dataset.part] = one; });
  panel.querySelectorAll("[data-facet]").forEach(function (one) { facets[one.dataset.facet] = one; });
  var names = Object.keys(facets), conditions = names.concat("since", "number");

  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, function (all, name) { return values[name]; });
  }

  function say(text) {
    parts.count.textContent = said.textContent = text;
  }

  // ---- the address ----

  function get(name) {
    return (state.get(name) || "").trim();
  }

  function put(name, values) {
    state.delete(name);
    values.forEach(function (value) {
      if (value) {
        state.append(name, value);
      }
    });
  }

  // Keeps a condition only where it is wanted, and asks anew.
  function change(name, value, wanted) {
    put(name, state.getAll(name).filter(function (one) { return one !== value; }).concat(wanted ? value : []));
    again();
  }

  function again() {
    state.delete("show");
    keep("pushState");
    ask();
  }

  function read() {
    state = new URLSearchParams(location.search);
    input.value = get("q");
    number.value = get("number");
    ask();
  }

  function keep(way) {
    var query = state.toString();
    try {
      history[draw.kiosk ? "replaceState" : way](null, "", location.pathname + (query && "?" + query));
    } catch (error) {
      // An old browser does not let a page from a folder have another address; the list is right all the same.
    }
  }

  // ---- asking ----

  // The months since the one chosen: which there are, the index knows.
  function months() {
    var from = get("since");
    return from ? engine.query("", { size: 1, counts: ["changed"] }).then(function (all) {
      return all.counts.changed.map(function (one) { return one.value; }).filter(function (one) { return one >= from; }).concat(from);
    }) : Promise.resolve([]);
  }

  function ask(then) {
    var now = ++turn, slow = setTimeout(function () { say(words.busy); }, 500);
    counted = names.filter(function (name) { return facets[name].open || get(name); });
    if (since.parentNode.open || get("since")) {
      counted.push("changed");
    }
    said.textContent = "";
    place = location.search;
    months().then(function (late) {
      var narrow = { changed: late };
      names.forEach(function (name) { narrow[name] = state.getAll(name); });
      return engine.query((get("q") + " " + get("number")).trim(), {
        facets: narrow, counts: counted, size: Math.min(500, Number(get("show")) || first)
      });
    }).then(show, function () {
      show({ query: "", understood: "", hits: [], counts: {}, failed: true, total: 0 });
    }).then(then);

    function show(answer) {
      clearTimeout(slow);
      if (now === turn) {
        drawAll(answer);
      }
    }
  }

  // ---- results ----

  function headline(answer) {
    var narrowed = conditions.some(get), kind = answer.failed ? "failed" : !answer.total ? "none" :
      !get("q") && !get("number") ? (narrowed ? "fitting" : "every") :
      answer.weak ? "weak" : !answer.similar ? "exact" : !answer.exact ? "similar" : "both";
    parts.loosen.hidden = !narrowed;
    return fill(words[kind], { n: answer.total, exact: answer.exact, similar: answer.similar });
  }

  function fact(list, name, value) {
    var row = make("div");
    row.append(make("dt", "", name), value);
    list.appendChild(row);
  }

  function telephone(fields) {
    var value = make("dd", "", fields.office ? fields.office + " " : ""), link = make("a", "zw-tel", fields.phone);
    // The first number, its extension after a pause.
    link.href = "tel:" + fields.phone.split(/[、，；;/]/)[0].replace(/^(\d{3,4}-\d{7,8})-/, "$1,").split(/转|分机|,/)
      .map(function (text) { return text.replace(/\D/g, ""); }).filter(Boolean).join(",");
    value.appendChild(link);
    return value;
  }

  function result(hit) {
    var fields = hit.fields, made = make("li"), heading = make("h3"), link = make("a", "zw-result"), facts = make("dl");
    var bodies = fields.body.split("、"), where = make("p", "zw-place"), why = [];
    if (bodies.length > 4) {
      bodies.splice(3, bodies.length, bodies[3] + fill(words.many, { n: bodies.length }));
    }
    link.href = draw.root + hit.uri;
    // Many items are called the same; whoever hears only the links must be able to tell them apart.
    link.append(draw.marked(fields.title, hit.marks, true), make("span", "zw-hear", " " + fields.domain_name + " " + fields.category));
    heading.appendChild(link);
    where.append(
      draw.marked(fields.domain_name + " · " + fields.category, hit.marks), " · " + fields.level + " · ",
      draw.marked(bodies.join("、"), hit.field === "body" ? hit.marks : [])
    );
    if (fields.time_limit) {
      fact(facts, words.limit, make("dd", "", fields.time_limit));
    }
    if (fields.phone) {
      fact(facts, words.phone, telephone(fields));
    }
    made.append(heading, where, facts);
    if (hit.field) {
      why.push(words.where + source.getAttribute("data-in-" + hit.field));
    }
    hit.synonyms.forEach(function (one) { why.push(words.said + one.join(" → ")); });
    if (why.length) {
      made.appendChild(make("p", "zw-why", why.join("；")));
    }
    return made;
  }

  function drawAll(answer) {
    var meant = answer.understood.replace(/\s/g, ""), left = answer.total - answer.hits.length, poor = !answer.total || answer.weak;
    document.title = (get("q") && get("q") + " - ") + title;
    document.documentElement.classList.toggle("zw-lists", poor);
    say(headline(answer));
    parts.read.hidden = !/[\u3400-\u9fff]/.test(meant) || answer.query.replace(/\s/g, "").indexOf(meant) >= 0;
    parts.read.textContent = fill(words.read, { text: meant });
    parts.exact.textContent = parts.similar.textContent = "";
    answer.hits.forEach(function (hit) { parts[hit.exact ? "exact" : "similar"].appendChild(result(hit)); });
    parts.close.hidden = !answer.exact || !parts.similar.firstChild;
    parts.close.textContent = fill(words.close, { n: answer.similar });
    parts.more.hidden = left <= 0;
    parts.more.textContent = fill(words.more, { n: Math.min(more, left) });
    parts.none.hidden = !poor;
    parts.near.hidden = true;
    if (poor) {
      nearest(Array.from(get("q")), turn);
    }
    drawFacets(answer.counts);
    drawChosen();
    if (draw.kiosk) {
      document.querySelectorAll("a.zw-tel").forEach(function (link) { link.replaceWith(make("b", "zw-tel", link.textContent)); });
    }
  }

  // Names that begin as what was typed does, with as much of it as any name has.
  function nearest(text, now) {
    engine.suggest(text.join(""), 6).then(function (found) {
      if (now !== turn || !text.length) {
        return;
      }
      if (!found.length) {
        text.pop();
        nearest(text, now);
        return;
      }
      parts.near.hidden = false;
      parts.nearest.textContent = "";
      found.forEach(function (name) {
        var row = make("li"), link = make("a", "", name);
        link.href = draw.root + draw.found(name);
        row.appendChild(link);
        parts.nearest.appendChild(row);
      });
    }, function () {});
  }

  // ---- conditions ----

  function label(name, one) {
    return one.label || source.getAttribute("data-" + name + "-" + one.value) || one.value;
  }

  function choice(name, one) {
    var row = make("li"), made = make("label"), tick = make("input");
    tick.type = "checkbox";
    tick.name = name;
    tick.value = one.value;
    tick.id = "zw-" + name + "-" + one.value;
    tick.checked = state.getAll(name).indexOf(one.value) >= 0;
    made.append(tick, make("span", "", label(name, one)), " ", make("small", "", fill(words.items, { n: one.count })));
    row.appendChild(made);
    return row;
  }

  function drawFacets(counts) {
    var focused = document.activeElement.id, sum = 0;
    names.filter(function (name) { return counts[name]; }).forEach(function (name) {
      var list = facets[name].querySelector("ul");
      list.textContent = "";
      labels[name] = {};
      counts[name].forEach(function (one) {
        labels[name][one.value] = label(name, one);
        if (one.count || state.getAll(name).indexOf(one.value) >= 0) {
          list.appendChild(choice(name, one));
        }
      });
      facets[name].hidden = !list.firstChild;
    });
    if (counts.changed) {
      since.length = 1;
      counts.changed.reverse().forEach(function (one) {
        sum += one.count;
        since.add(new Option(fill(words.month, { month: one.value, n: sum }), one.value));
      });
    }
    since.value = get("since");
    focused = focused && document.getElementById(focused);
    if (focused) {
      focused.focus();
    }
  }

  function drawChosen() {
    var list = parts.chosen;
    function chip(text, drop) {
      var row = make("li"), made = make("button", "", text);
      made.type = "button";
      made.setAttribute("aria-label", fill(words.drop, { name: text }));
      made.addEventListener("click", function () {
        drop();
        parts.count.focus();
      });
      row.appendChild(made);
      list.appendChild(row);
    }
    list.textContent = "";
    conditions.forEach(function (name) {
      state.getAll(name).forEach(function (value) {
        chip((words[name] || "") + ((labels[name] || {})[value] || value), function () { change(name, value); });
      });
    });
    var many = list.children.length;
    panel.querySelector("small").textContent = many ? fill(words.items, { n: many }) : "";
    if (many > 1) {
      chip(words.clear, function () {
        conditions.forEach(function (name) { state.delete(name); });
        again();
      });
    }
  }

  // ---- what people do ----

  document.querySelector(".zw-find").addEventListener("submit", function (event) {
    event.preventDefault();
    put("q", [input.value.trim()]);
    again();
  });
  panel.addEventListener("change", function (event) {
    var one = event.target;
    if (one.type === "checkbox") {
      change(one.name, one.value, one.checked);
    } else {
      put(one === since ? "since" : "number", [one.value.trim()]);
      again();
    }
  });
  panel.addEventListener("toggle", function (event) {
    var name = event.target.dataset.facet || (event.target === since.parentNode && "changed");
    if (name && event.target.open && counted.indexOf(name) < 0) {
      ask();
    }
  }, true);
  parts.more.addEventListener("click", function () {
    var links = document.getElementsByClassName("zw-result"), before = links.length;
    state.set("show", before + more);
    keep("replaceState");
    ask(function () {
      if (links[before]) {
        links[before].focus();
      }
    });
  });
  // A jump within the page, as the skip link's, is told so too, but asks for nothing.
  window.addEventListener("popstate", function () {
    if (location.search !== place) {
      read();
    }
  });

  panel.open = !matchMedia("(max-width: 59.99em)").matches;
  state = new URLSearchParams(location.search);
  names.forEach(function (name) { facets[name].open = facets[name].open || Boolean(get(name)); });
  since.parentNode.open = Boolean(get("since"));
  read();
})();
