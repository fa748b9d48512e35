// The search of the site: reads the index that build_tools/search writes, and answers queries as its plan.py,
// mending.py and ranking.py do, step by step the same. It knows no page; search files are loaded by script elements.
(function () {
  'use strict';

  var PERCENT = { word: 100, part: 25, synonym: 96, sound: 70 };
  var LATER = 12, LEAST_APT = 40, LONGEST = 30, ENOUGH = 15, SAID = 6, LEAST = 3, WEAK = 11, ONE = 64, LIGHT = 128, KNOWN_PAIR = 4, AS_TYPED = 1, MOST_WAYS = 8;
  var RUN = /([\u00c0-\u1fff\u3005\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\u{20000}-\u{3ffff}]+)|([0-9a-z]+)/gu;
  var YEAR = /([\u3400-\u9fff](?:19|20)\d\d)(\d{1,3}号)/g;
  var DIGITS = '';
  for (var code = 33; code < 127; code++) {
    if ('"\\,:;|\'<>&'.indexOf(String.fromCharCode(code)) < 0) DIGITS += String.fromCharCode(code);
  }
  var HALF = DIGITS.length / 2;

  var base = '', fetchFile = byScript, question = null, starts = [], hints = {}, light = [];
  // name → what the file says; null where it could not be loaded
  var files = {};
  // name → { promise, done }
  var waiting = {};
  // number → { map, keys }
  var shards = {};
  // key → postings
  var places = {};
  // names that the run under way asked for in vain
  var missing = {};

  // ---- files -------------------------------------------------------------------------------------------------

  function byScript(uri) {
    return new Promise(function (resolve, reject) {
      var script = document.createElement('script');
      script.src = uri;
      script.onload = resolve;
      script.onerror = reject;
      document.head.appendChild(script);
    });
  }

  function fetched(name) {
    if (name in files) return Promise.resolve(files[name]);
    if (!waiting[name]) {
      waiting[name] = fetchFile(base + name + '.js').then(function () {
        if (!(name in files)) files[name] = null;
      }, function (error) {
        delete waiting[name];
        throw error;
      });
    }
    return waiting[name];
  }

  function file(name) {
    if (name in files) return files[name];
    missing[name] = true;
    return null;
  }

  // Whether what is known so far may be wrong, so that nothing more should be asked for because of it.
  function pending() {
    return Object.keys(missing).length > 0;
  }

  // Runs a function again and again until every file it asks for is there.
  function complete(run) {
    missing = {};
    var answer = run(), names = Object.keys(missing);
    if (!pending()) return Promise.resolve(answer);
    return Promise.all(names.map(fetched)).then(function () { return complete(run); });
  }

  function ready() {
    return fetched('core').then(function () {
      var core = files.core;
      if (!question) {
        starts = core.starts.split(' ');
        hints = core.hints;
        light = core.light.split(' ');
        question = new RegExp(core.question.split(' ').join('|'), 'g');
      }
      return core;
    });
  }

  // ---- lexicon -----------------------------------------------------------------------------------------------

  function shardOf(key) {
    var low = 0, high = starts.length - 1;
    while (low < high) {
      var middle = (low + high + 1) >> 1;
      if (starts[middle] <= key) low = middle; else high = middle - 1;
    }
    return low;
  }

  function shard(number) {
    if (shards[number]) return shards[number];
    var text = file('k/' + number);
    if (text === null) return null;
    var found = { map: {}, keys: [] };
    text.split('\n').forEach(function (line) {
      var head = String.fromCodePoint(line.codePointAt(0));
      line.slice(head.length).split(' ').forEach(function (record) {
        var end = record.search(/[:;]/), key = head + record.slice(0, end);
        found.map[key] = record.slice(end);
        found.keys.push(key);
      });
    });
    return (shards[number] = found);
  }

  function record(key) {
    var found = shard(shardOf(key));
    return (found && Object.prototype.hasOwnProperty.call(found.map, key) && found.map[key]) || '';
  }

  function words(key) {
    var found = record(key);
    return found[0] === ';' ? found.slice(1).split('|') : [];
  }

  function standing(key) {
    return record(key)[0] === ':';
  }

  // Every key that begins so, in order.
  function beginning(prefix) {
    var keys = [];
    for (var number = shardOf(prefix); number < starts.length; number++) {
      if (starts[number] > prefix && starts[number].slice(0, prefix.length) !== prefix) break;
      var found = shard(number);
      if (found) keys = keys.concat(found.keys.filter(function (key) { return key.slice(0, prefix.length) === prefix; }));
    }
    return keys;
  }

  function unpacked(text) {
    var numbers = [], at = 0, place = 0;
    function next() {
      var number = 0, scale = 1;
      for (;;) {
        var digit = DIGITS.indexOf(text[place++]);
        number += (digit % HALF) * scale;
        scale *= HALF;
        if (digit < HALF) return number;
      }
    }
    if (text[0] === '|') {
      place = 1;
      for (at = next(); place < text.length; at += 6) {
        for (var sign = DIGITS.indexOf(text[place++]), bit = 0; bit < 6; bit++) {
          if (sign >> bit & 1) numbers.push(at + bit);
        }
      }
      return numbers;
    }
    while (place < text.length) {
      var step = next(), length = step % 2 ? next() + 2 : 1;
      at += step >> 1;
      for (var end = at + length; at < end; at++) numbers.push(at);
    }
    return numbers;
  }

  // [[code of the field, numbers of items], …]
  function postings(key) {
    if (places[key]) return places[key];
    var found = record(key);
    if (found[0] !== ':') return [];
    return (places[key] = found.slice(1).split(',').map(function (part) {
      return [part.charCodeAt(0) - 97, unpacked(part.slice(1))];
    }));
  }

  // ---- texts -------------------------------------------------------------------------------------------------

  function plain(text) {
    return text.normalize('NFKC').replace(/[A-Z]/g, function (letter) { return letter.toLowerCase(); });
  }

  function chars(text) {
    return Array.from(text);
  }

  function runs(text) {
    var found = [], hit;
    RUN.lastIndex = 0;
    while ((hit = RUN.exec(text))) found.push({ text: hit[0], han: hit[1] !== undefined, start: hit.index });
    return found;
  }

  function asked(run, han) {
    var signs = chars(run), long = han ? 2 : 4, keys = [];
    for (var at = 0; at < Math.max(1, signs.length - long + 1); at++) keys.push(signs.slice(at, at + long).join(''));
    return keys;
  }

  function block(char) {
    var point = char.codePointAt(0);
    return point < 0x4e00 || point > 0x9fff ? ['', ''] : file('c/' + (point >> 7).toString(16)) || ['', ''];
  }

  function folded(char) {
    var pairs = block(char)[1], at = 0;
    while (at < pairs.length && pairs[at] !== char) at += 2;
    return pairs[at + 1] || char;
  }

  function syllable(char) {
    var at = (char.codePointAt(0) & 127) * 2, sounds = block(char)[0];
    var number = sounds ? DIGITS.indexOf(sounds[at]) * DIGITS.length + DIGITS.indexOf(sounds[at + 1]) : 0;
    return number ? (file('sounds') || '').split(' ')[number - 1] || '' : '';
  }

  function near(heard) {
    return heard.replace(/^([zcs])h|^n|ng$/g, function (hit, first) { return first || (hit === 'n' ? 'l' : 'n'); });
  }

  // The ways to read letters as pinyin, the fewest syllables first, of as many the longer ones first.
  function spelled(letters) {
    var valid = {}, fewest = [], found = [];
    (file('sounds') || '').split(' ').forEach(function (one) { valid[one] = true; });
    function sizes(at) {
      return [6, 5, 4, 3, 2, 1].filter(function (size) {
        return at + size <= letters.length && valid[letters.slice(at, at + size)] === true;
      });
    }
    fewest[letters.length] = 0;
    for (var at = letters.length - 1; at >= 0; at--) {
      fewest[at] = Math.min.apply(null, sizes(at).map(function (size) { return fewest[at + size] + 1; }));
    }
    function walk(at, left, way) {
      if (found.length >= MOST_WAYS) return;
      if (at === letters.length && !left) found.push(way);
      sizes(at).forEach(function (size) {
        if (fewest[at + size] < left) walk(at + size, left - 1, way.concat(letters.slice(at, at + size)));
      });
    }
    if (fewest[0] < Infinity) [0, 1].forEach(function (more) { walk(0, fewest[0] + more, []); });
    return found;
  }

  // ---- mending -----------------------------------------------------------------------------------------------

  function synonymAt(signs, at) {
    var text = signs.slice(at).join(''), longest = '';
    if (at + 1 === signs.length) return '';
    beginning(signs[at] + signs[at + 1] + '=').forEach(function (key) {
      var word = key.replace('=', '');
      if (text.slice(0, word.length) === word && chars(word).length > chars(longest).length) longest = word;
    });
    return longest;
  }

  function known(signs) {
    var found = signs.map(function () { return false; });
    if (signs.length === 1) return [beginning(signs[0]).length > 0];
    signs.forEach(function (sign, at) {
      if (at + 1 < signs.length && (standing(sign + signs[at + 1]) || light.indexOf(sign + signs[at + 1]) >= 0)) found[at] = found[at + 1] = true;
    });
    signs.forEach(function (sign, at) {
      for (var place = chars(synonymAt(signs, at)).length; place > 0; place--) found[at + place - 1] = true;
    });
    return found;
  }

  function mended(run) {
    var signs = chars(run), fixed = known(signs), at, end;
    if (signs.length < 2 || fixed.indexOf(false) < 0 || pending()) return run;
    for (at = 1; at < signs.length - 1; at++) {
      if (fixed[at]) continue;
      var fits = words('%' + signs[at - 1] + signs[at + 1]), heard = near(syllable(signs[at]));
      var alike = fits.filter(function (one) { return near(syllable(one)) === heard; });
      var meant = alike[0] || (light.indexOf(signs[at]) < 0 && fits[0]);
      if (meant) {
        signs[at] = meant;
        fixed[at - 1] = fixed[at] = fixed[at + 1] = true;
      }
    }
    fixed = known(signs);
    for (at = 0; at < signs.length; at = end + 1) {
      for (end = at; end < signs.length && !fixed[end];) end++;
      if (end > at) bySound(signs, at, end);
    }
    return signs.join('');
  }

  function bySound(signs, start, end) {
    var low = Math.max(0, start - 1), typed = signs.slice(low, Math.min(signs.length, end + 1));
    var heard = typed.map(function (sign) { return near(syllable(sign)); });
    var fixed = typed.map(function (sign, at) { return start <= low + at && low + at < end ? '' : sign; });
    var lists = heard.slice(1).map(function (one, at) { return words('~' + heard[at] + '-' + one); });
    var meant = bestReading(fixed, typed, lists), text = chars(meant[0]);
    var changed = text.filter(function (sign, at) { return sign !== typed[at]; }).length;
    if (meant[1] * 2 > lists.length && (changed < 2 || changed < end - start || synonymAt(text, start - low))) {
      text.forEach(function (sign, at) { signs[low + at] = sign; });
    }
  }

  function bestReading(fixed, typed, lists) {
    var worth = null;
    fixed.forEach(function (sure, at) {
      var options = sure ? [sure] : choices(at, typed, lists), after = new Map();
      options.forEach(function (char) {
        var own = char === typed[at] ? AS_TYPED : 0, best = worth ? [-1, 0, ''] : [own, 0, char];
        if (worth) {
          worth.forEach(function (state, before) {
            var joined = lists[at - 1].indexOf(before + char) >= 0 ? 1 : 0;
            var value = state[0] + own + KNOWN_PAIR * joined;
            if (value > best[0]) best = [value, state[1] + joined, state[2] + char];
          });
        }
        after.set(char, best);
      });
      worth = after;
    });
    var found = [-1, 0, ''];
    worth.forEach(function (state) { if (state[0] > found[0]) found = state; });
    return [found[2], found[1]];
  }

  function choices(at, typed, lists) {
    var found = typed[at] ? [typed[at]] : [];
    function add(place, spot) {
      (lists[place] || []).forEach(function (pair) {
        var char = chars(pair)[spot];
        if (found.indexOf(char) < 0) found.push(char);
      });
    }
    add(at, 0);
    add(at - 1, 1);
    return found;
  }

  function readLetters(letters, before, after) {
    if (!/^[a-z]+$/.test(letters)) return [];
    var ways = spelled(letters), partly = [], at, found;
    function bySyllable(char) { return near(syllable(char)); }
    for (at = 0; at < ways.length && !pending(); at++) {
      if (ways[at].length < 2 && !before && !after) continue;
      found = read(ways[at].map(near), before, after, '~', '-', bySyllable);
      if (found.whole) return found.words;
      if (!partly.length) partly = found.words;
    }
    if (partly.length || letters.length < 2 || letters.length > 8 || pending()) return partly;
    found = read(letters.split(''), before, after, '^', '', function (char) { return syllable(char).slice(0, 1); });
    return found.whole ? found.words : [];
  }

  function read(heard, before, after, mark, joint, spoken) {
    var slots = (before ? [spoken(before)] : []).concat(heard, after ? [spoken(after)] : []);
    var fixed = (before ? [before] : []).concat(heard.map(function () { return ''; }), after ? [after] : []);
    var fits = words(mark + slots.join(joint)).filter(function (word) {
      return chars(word).every(function (char, at) { return !fixed[at] || fixed[at] === char; });
    });
    var whole = fits.length > 0;
    if (!whole) {
      var lists = slots.slice(1).map(function (one, at) { return words(mark + slots[at] + joint + one); });
      var best = bestReading(fixed, fixed, lists);
      if (best[1] * 2 >= lists.length && chars(best[0]).length === fixed.length) fits = [best[0]];
      whole = best[1] === lists.length;
    }
    return {
      whole: whole,
      words: fits.slice(0, before || after ? 1 : 3).map(function (word) {
        var signs = chars(word);
        return signs.slice(before ? 1 : 0, signs.length - (after ? 1 : 0)).join('');
      })
    };
  }

  // ---- plan --------------------------------------------------------------------------------------------------

  function bits(start, end) {
    var mask = 0;
    for (; start < end; start++) mask |= 1 << Math.min(start, LONGEST - 1);
    return mask;
  }

  function count(mask) {
    var found = 0;
    for (; mask; mask &= mask - 1) found++;
    return found;
  }

  function phrase(text, keys, kind, percent, open) {
    return { text: text, keys: keys, kind: kind, percent: percent === undefined ? PERCENT[kind] : percent, open: !!open };
  }

  function plan(text) {
    var whole = plain(text), typed = asking(whole), simple = simplified(typed);
    if (simple !== typed) {
      whole = simplified(whole);
      typed = asking(whole);
    }
    var spelt = readAll(typed), groups = [], at = 0, corrected = false;
    var better = spelt.map(function (one) {
      var said = one.han ? mended(one.text) : one.text;
      corrected = corrected || said !== one.text;
      return { text: said, han: one.han, also: one.also };
    });
    better.forEach(function (one, number) {
      groups = groups.concat(one.han ? hanGroups(one, at) : codeGroups(one, at, !number, number === better.length - 1));
      at += chars(one.text).length;
    });
    var said = better.map(function (one) { return one.text; }).join(' ');
    groups = groups.concat(hinted(whole));
    return { text: said, mask: bits(0, at), groups: groups, corrected: corrected };
  }

  // What the questions in a query would like to see.
  function hinted(text) {
    var seen = {};
    return (text.match(question) || []).filter(function (word) {
      var names = (hints[word] || []).join(' '), fresh = names && !seen[names];
      seen[names] = true;
      return fresh;
    }).map(function (word) {
      return { mask: 0, weight: 1, phrases: named(hints[word]), light: true };
    });
  }

  // Without what people say around a question; 国发20148号 gets its year apart.
  function asking(text) {
    text = text.replace(YEAR, '$1 $2');
    var rest = text.replace(question, ' ');
    return chars(runs(rest).length ? rest : text).slice(0, 2 * LONGEST).join('');
  }

  // The index holds no variant, so a variant is a character that is known nowhere; only those are looked up.
  function simplified(text) {
    var made = '', end = 0;
    runs(text).forEach(function (run) {
      var signs = chars(run.text), fixed = run.han ? known(signs) : [], sure = !pending();
      made += text.slice(end, run.start) + signs.map(function (sign, at) {
        return fixed[at] === false && sure ? folded(sign) : sign;
      }).join('');
      end = run.start + run.text.length;
    });
    return made + text.slice(end);
  }

  function readAll(text) {
    var made = [], parts = runs(text), joins = -1;
    parts.forEach(function (part, number) {
      var end = part.start + part.text.length, last = made[made.length - 1], previous = parts[number - 1];
      var beside = last && last.han && part.start === previous.start + previous.text.length;
      if (part.han) {
        if (joins === part.start && beside) made[made.length - 1] = { text: last.text + part.text, han: true, also: [] };
        else made.push({ text: part.text, han: true, also: [] });
        return;
      }
      var following = parts[number + 1];
      var before = beside ? chars(last.text).pop() : '';
      var after = following && following.start === end ? chars(following.text)[0] : '';
      var found = !/^[a-z]+$/.test(part.text) || codeKnown(part.text) || pending() ? [] : readLetters(part.text, before, after);
      if (!found.length) {
        made.push({ text: part.text, han: false, also: [] });
        return;
      }
      joins = end;
      if (before) made[made.length - 1] = { text: last.text + found[0], han: true, also: [] };
      else made.push({ text: found[0], han: true, also: found.slice(1) });
    });
    return made;
  }

  function codeKnown(run) {
    if (run.length === 1) return standing('*' + run);
    return run.length < 4 ? beginning(run).length > 0 : asked(run, false).every(standing);
  }

  function heardAs(other) {
    return phrase(other, asked(other, true), 'sound');
  }

  function hanGroups(one, at) {
    var signs = chars(one.text), groups = [], answered = signs.map(function () { return false; }), start = 0;
    if (signs.length === 1) return [{ mask: bits(at, at + 1), weight: 1, phrases: [phrase(one.text, signs, 'word', PERCENT.word, true)] }];
    while (start < signs.length) {
      var word = synonymAt(signs, start), long = chars(word).length;
      if (word) {
        for (var spot = 0; spot < long; spot++) answered[start + spot] = true;
        groups.push({
          mask: bits(at + start, at + start + long), weight: long - 1,
          phrases: meanings(word).concat(long === signs.length ? one.also.map(heardAs) : [])
        });
      }
      start += long || 1;
    }
    for (var place = 0; place < signs.length - 1; place++) {
      if (answered[place] && answered[place + 1]) continue;
      var pair = signs[place] + signs[place + 1];
      var mask = (answered[place] ? 0 : bits(at + place, at + place + 1)) |
        (answered[place + 1] ? 0 : bits(at + place + 1, at + place + 2));
      groups.push({ mask: mask, weight: 1, phrases: [phrase(pair, [pair], 'word')].concat(signs.length === 2 ? one.also.map(heardAs) : []), light: light.indexOf(pair) >= 0 });
    }
    return groups;
  }

  function meanings(word) {
    var signs = chars(word), names = words(signs[0] + signs[1] + '=' + signs.slice(2).join(''));
    return [phrase(word, asked(word, true), 'word')].concat(named(names));
  }

  function named(names) {
    return names.map(function (name, place) {
      var keys = [];
      runs(name).forEach(function (run) { keys = keys.concat(asked(run.text, run.han)); });
      return phrase(name, keys, 'synonym', Math.max(PERCENT.synonym - LATER * place, LEAST_APT));
    });
  }

  function codeGroups(one, at, first, last) {
    var run = one.text, mask = bits(at, at + run.length);
    if (run.length < 4) {
      var sign = last && run.length === 1;
      var found = [phrase(run, ['#' + run], 'word'), phrase(run, [sign ? '*' + run : run], 'part', PERCENT.part, last && !sign)];
      return [{ mask: mask, weight: 1, phrases: first || last ? found : found.slice(0, 1) }];
    }
    var masks = new Map(), groups = [];
    asked(run, false).forEach(function (key, place) { masks.set(key, masks.get(key) | bits(at + place, at + place + 4)); });
    masks.forEach(function (each, key) { groups.push({ mask: each, weight: 1, phrases: [phrase(key, [key], 'word')] }); });
    return groups;
  }

  // ---- ranking -----------------------------------------------------------------------------------------------

  // Calls take(number, weight of the field) for each item with a key. A key stands under one field of an item; of the
  // keys with one beginning the best counts.
  function eachWeight(key, open, core, take) {
    if (open) {
      var best = new Map();
      beginning(key).forEach(function (one) {
        eachWeight(one, false, core, function (number, weight) {
          if (weight > (best.get(number) || 0)) best.set(number, weight);
        });
      });
      best.forEach(function (weight, number) { take(number, weight); });
      return;
    }
    postings(key).forEach(function (part) {
      var weight = core.weights[part[0]], numbers = part[1];
      for (var at = 0; at < numbers.length; at++) take(numbers[at], weight);
    });
  }

  function scratch(core) {
    return { values: new Int32Array(core.count), last: new Int8Array(core.count), touched: [] };
  }

  // Calls take(number, strength) for each item that has a phrase.
  function phraseStrengths(one, core, take) {
    var size = one.keys.length, found = scratch(core), sums = found.values, last = found.last, touched = found.touched;
    one.keys.forEach(function (key, place) {
      eachWeight(key, one.open, core, function (number, weight) {
        if (place ? !last[number] || last[number] < place - 1 : false) return;
        if (!place) touched.push(number);
        sums[number] += weight;
        last[number] = place + 1;
      });
    });
    touched.forEach(function (number) {
      if (last[number] === size) take(number, Math.floor(sums[number] * one.percent / (size * 10)));
    });
  }

  // What a group's phrases are worth for each item, and for how many items one of them is no mere part.
  function groupStrengths(group, core) {
    var best = scratch(core), items = 0;
    group.phrases.forEach(function (one) {
      phraseStrengths(one, core, function (number, strength) {
        if (strength > best.values[number]) {
          if (!best.values[number]) best.touched.push(number);
          best.values[number] = strength;
        }
      });
      if (one.kind !== 'part' || !items) items = best.touched.length;
    });
    return { values: best.values, touched: best.touched, items: items };
  }

  function rarity(items, all) {
    var ratio = Math.floor((all + 1) * 256 / Math.max(items, 1)), power = 31 - Math.clz32(ratio), whole = Math.pow(2, power);
    return (power - 8) * ONE + Math.floor((ratio - whole) * ONE / whole) + ONE / 2;
  }

  function rank(made, core) {
    var totals = new Float64Array(core.count), masks = new Int32Array(core.count), met = new Int32Array(core.count), every = 0;
    var found = [], touched = [];
    var wanted = count(made.mask), ideal = Math.min(wanted, SAID) * rarity(1, core.count) * core.weights[0];
    made.groups.forEach(function (group) {
      var strengths = groupStrengths(group, core), worth = rarity(strengths.items, core.count) * group.weight;
      var asks = group.mask ? 1 : 0;
      every += asks;
      if (group.light) worth = Math.min(worth, LIGHT);
      strengths.touched.forEach(function (number) {
        if (!totals[number] && !masks[number]) touched.push(number);
        totals[number] += worth * strengths.values[number];
        masks[number] |= group.mask;
        met[number] += asks;
      });
    });
    touched.forEach(function (number) {
      var answered = count(masks[number]), whole = answered === wanted;
      if (met[number] === every) totals[number] += Math.floor(totals[number] / 2);
      var score = Math.floor(totals[number] * (wanted + 2 * answered) / (3 * wanted));
      if (whole || (answered * 100 >= ENOUGH * wanted && score * 10 >= LEAST * ideal)) {
        found.push({ number: number, score: score, exact: whole && !made.corrected, weak: !whole && score * 10 < WEAK * ideal });
      }
    });
    return found;
  }

  function before(one, other) {
    return other.exact - one.exact || other.score - one.score || one.number - other.number;
  }

  // The best of a list, in order, without sorting the rest.
  function best(found, most) {
    var kept = [];
    found.forEach(function (one) {
      if (kept.length === most && before(kept[most - 1], one) < 0) return;
      var at = kept.length;
      while (at && before(one, kept[at - 1]) < 0) at--;
      kept.splice(at, 0, one);
      if (kept.length > most) kept.pop();
    });
    return kept;
  }

  // ---- facets and results ------------------------------------------------------------------------------------

  function everything(core) {
    var found = [];
    for (var number = 0; number < core.count; number++) found.push({ number: number, score: 0, exact: true });
    return found;
  }

  // A number stands for the list of the entry with that number: members of a role have the same items.
  function itemsOf(name, entry) {
    return unpacked(typeof entry[2] === 'number' ? file('f/' + name)[entry[2]][2] : entry[2]);
  }

  function allowed(name, values) {
    var set = new Set();
    (file('f/' + name) || []).forEach(function (entry) {
      if (values.indexOf(entry[0]) >= 0) itemsOf(name, entry).forEach(function (number) { set.add(number); });
    });
    return set;
  }

  function narrowed(ranked, facets, but) {
    Object.keys(facets).forEach(function (name) {
      if (name === but || !facets[name].length) return;
      var set = allowed(name, facets[name]);
      ranked = ranked.filter(function (one) { return set.has(one.number); });
    });
    return ranked;
  }

  function counted(ranked, facets, name) {
    var here = new Set(narrowed(ranked, facets, name).map(function (one) { return one.number; }));
    return (file('f/' + name) || []).map(function (entry) {
      var items = itemsOf(name, entry).filter(function (number) { return here.has(number); }).length;
      return { value: entry[0], label: entry[1], count: items };
    });
  }

  function row(number, core) {
    var rows = file('r/' + Math.floor(number / core.rows)) || [], found = {};
    core.columns.forEach(function (name, column) {
      var at = number % core.rows;
      while (at > 0 && rows[at] && rows[at][column] === 0) at--;
      found[name] = (rows[at] && rows[at][column]) || '';
    });
    return found;
  }

  function has(numbers, number) {
    var low = 0, high = numbers.length - 1;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (numbers[middle] < number) low = middle + 1; else high = middle;
    }
    return numbers[low] === number;
  }

  // What phraseStrengths says of one item.
  function strengthAt(one, number, core) {
    var sum = 0, last = 0;
    one.keys.forEach(function (key, place) {
      var weight = 0;
      (one.open ? beginning(key) : [key]).forEach(function (each) {
        postings(each).forEach(function (part) {
          if (core.weights[part[0]] > weight && has(part[1], number)) weight = core.weights[part[0]];
        });
      });
      if (!weight || (place && (!last || last < place - 1))) return;
      sum += weight;
      last = place + 1;
    });
    return last === one.keys.length ? Math.floor(sum * one.percent / (one.keys.length * 10)) : 0;
  }

  // What to mark, which field says most, and which word of the public's was understood as what.
  function why(hit, made, core) {
    var best = -1;
    hit.marks = [];
    hit.synonyms = [];
    made.groups.forEach(function (group) {
      var chosen = null, strength = 0;
      if (!group.mask) return;
      group.phrases.forEach(function (one) {
        var here = strengthAt(one, hit.number, core);
        if (here > strength) { chosen = one; strength = here; }
      });
      if (!chosen) return;
      if (hit.marks.indexOf(chosen.text) < 0) hit.marks.push(chosen.text);
      if (chosen.kind === 'synonym') hit.synonyms.push([group.phrases[0].text, chosen.text]);
      if (strength > best && !chosen.open) {
        best = strength;
        postings(chosen.keys[0]).forEach(function (part) {
          if (has(part[1], hit.number)) hit.field = core.fields[part[0]];
        });
      }
    });
  }

  function result(text, options, core) {
    var facets = options.facets || {}, from = options.from || 0, asksAll = !text.trim();
    var made = plan(text), ranked = asksAll ? everything(core) : rank(made, core), counts = {};
    var found = narrowed(ranked, facets);
    var exact = found.filter(function (one) { return one.exact; }).length;
    (options.counts || []).forEach(function (name) { counts[name] = counted(ranked, facets, name); });
    var hits = pending() ? [] : best(found, from + (options.size || 10)).slice(from);
    hits.forEach(function (hit) {
      hit.fields = row(hit.number, core);
      hit.id = hit.fields.id;
      hit.uri = 'items/' + hit.fields.domain + '/' + hit.id + '.html';
      why(hit, made, core);
    });
    return {
      query: text, understood: made.text, corrected: made.corrected, total: found.length, exact: exact,
      similar: found.length - exact, weak: found.length > 0 && found.every(function (one) { return one.weak; }),
      hits: hits, counts: counts
    };
  }

  function suggestions(text) {
    var run = runs(simplified(plain(text))).filter(function (one) { return one.han; })[0];
    if (!run) return [];
    return words('?' + chars(run.text)[0]).filter(function (name) { return name.slice(0, run.text.length) === run.text; });
  }

  window.zwgkSearch = {
    // Where the index lies, with a slash at the end; a test may load the files its own way.
    open: function (folder, loader) {
      base = folder;
      fetchFile = loader || byScript;
    },
    // Called by each file of the index.
    take: function (name, content) {
      files[name] = content;
    },
    query: function (text, options) {
      return ready().then(function (core) {
        return complete(function () { return result(text, options || {}, core); });
      });
    },
    suggest: function (text, size) {
      return ready().then(function () {
        return complete(function () { return suggestions(text).slice(0, size || 8); });
      });
    }
  };
})();
