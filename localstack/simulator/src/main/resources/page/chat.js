import { $, ask, dayOf, el, tell, timeOf } from './dom.js';
import * as panel from './panel.js';

const DAY_MILLIS = 24 * 60 * 60 * 1000;
const state = {
    people: new Map(), // number -> {name, number, language, utility}
    messages: new Map(), // sid -> message
    phones: new Map(), // number -> phone
    unread: new Set(),
    number: null, // whose chat is open
    channel: 'WHATSAPP',
    samples: [], // {name, contentType}
    attached: [], // {file} or {sample}, each with a url
};
const languages = new Intl.DisplayNames([navigator.language, 'en'], { type: 'language' });

start().catch((failure) => trouble(failure.message));

async function start() {
    const [customers, samples, latest] = await Promise.all([
        ask('/control/customers'), ask('/control/samples'), ask('/control/conversations'),
    ]);
    customers.forEach((person) => state.people.set(person.number, person));
    latest.forEach(remember);
    state.samples = samples;
    showPeople();
    await panel.start({ person: () => state.people.get(state.number), channel: () => state.channel });
    listen();
    const wanted = decodeURIComponent(location.hash.slice(1));
    const first = state.people.has(wanted) ? wanted : customers[0]?.number;
    $('toggle-tray').hidden = samples.length === 0;
    showTray(samples.length > 0 && matchMedia('(min-height: 40rem)').matches);
    if (first) await open(first, { stay: !state.people.has(wanted) });
}

/* ---- what comes in ---- */

function listen() {
    const feed = new EventSource('/control/feed');
    let lost = false;
    feed.onopen = async () => {
        linked(true);
        if (lost && state.number) await open(state.number, { stay: true });
        lost = false;
    };
    feed.onerror = () => { lost = true; linked(false); };
    feed.addEventListener('message', (event) => receive(JSON.parse(event.data)));
    feed.addEventListener('broker', (event) => panel.brokerEvent(JSON.parse(event.data)));
    feed.addEventListener('mischief', (event) => panel.mischief(JSON.parse(event.data)));
    feed.addEventListener('phone', (event) => {
        const { number, phone } = JSON.parse(event.data);
        state.phones.set(number, phone);
        showWho();
    });
    feed.addEventListener('cleared', () => location.reload());
}

function linked(yes) {
    $('link').textContent = yes ? 'live' : 'reconnecting';
    $('link').dataset.live = yes;
}

function remember(message) {
    state.messages.set(message.sid, message);
    if (!state.people.has(message.customer)) {
        state.people.set(message.customer, {
            name: message.fields?.ProfileName ?? message.customer, number: message.customer,
            language: '', utility: message.utility,
        });
    }
}

function receive(message) {
    const known = state.messages.has(message.sid);
    remember(message);
    if (message.customer === state.number) {
        showMessage(message, !known);
        if (message.direction === 'inbound' && !known) opened(message);
        if (message.direction === 'outbound' && !known) showAnswered();
    } else if (message.direction === 'outbound' && !known) {
        state.unread.add(message.customer);
    }
    panel.messageChanged(message);
    showPeople();
}

function opened(message) {
    const phone = state.phones.get(message.customer) ?? { onWhatsApp: true, blocked: [], wroteAt: {} };
    state.phones.set(message.customer, { ...phone, wroteAt: { ...phone.wroteAt, [message.to]: message.createdAt } });
    showWho();
    if (message.media.length) panel.showPhoto(message, message.media[0]);
}

/* ---- people ---- */

function lastOf(number) {
    let last = null;
    for (const message of state.messages.values()) {
        if (message.customer === number && (!last || message.number > last.number)) last = message;
    }
    return last;
}

function showPeople() {
    const entries = [...state.people.values()].map((person) => ({ person, last: lastOf(person.number) }));
    const focused = document.activeElement?.dataset?.number;
    $('people').replaceChildren(...entries.map(({ person, last }) => el('li', {},
        el('button', {
            type: 'button', class: 'person', 'data-number': person.number,
            'aria-current': person.number === state.number ? 'true' : null,
            onclick: () => open(person.number),
        },
        face(person),
        el('span', { class: 'person-text' },
            el('span', { class: 'person-name', dir: 'auto' }, person.name),
            el('span', { class: 'person-last', dir: 'auto' }, last ? summary(last) : person.number)),
        el('span', { class: 'person-more' },
            last ? el('time', { datetime: last.createdAt }, timeOf(last.createdAt)) : null,
            person.language ? el('span', { class: 'tongue', title: languages.of(person.language) }, person.language) : null,
            state.unread.has(person.number) ? el('span', { class: 'dot' }, el('span', { class: 'unseen' }, 'new messages')) : null)))));
    if (focused) document.querySelector(`[data-number="${CSS.escape(focused)}"]`)?.focus();
}

function face(person) {
    const hue = [...person.number].reduce((sum, digit) => sum * 31 + digit.charCodeAt(0), 7) % 360;
    const letters = person.name.split(/\s+/).map((word) => word[0] ?? '').filter((letter) => /\p{L}/u.test(letter));
    const span = el('span', { class: 'face', 'aria-hidden': 'true' },
        letters.length ? (letters[0] + (letters.length > 1 ? letters.at(-1) : '')).toUpperCase() : '#');
    span.style.setProperty('--hue', hue);
    return span;
}

function summary(message) {
    const photos = message.media.length;
    const what = message.text || (photos ? (photos > 1 ? `${photos} photos` : 'Photo') : message.contentSid ? 'Template' : '…');
    return (message.direction === 'inbound' ? 'You: ' : '') + what.replace(/\s+/g, ' ');
}

async function open(number, { stay = false } = {}) {
    state.number = number;
    state.unread.delete(number);
    if (!stay) { document.body.dataset.pane = 'chat'; history.replaceState(null, '', `#${encodeURIComponent(number)}`); }
    const { messages, phone } = await ask(`/control/conversations/${encodeURIComponent(number)}`);
    if (state.number !== number) return;
    state.phones.set(number, phone);
    messages.forEach(remember);
    const last = messages.at(-1);
    if (last) choose(last.channel);
    showPeople();
    showWho();
    showSamples();
    showLog(messages);
    const withPhoto = messages.findLast((message) => message.media.length);
    if (withPhoto) panel.showPhoto(withPhoto, withPhoto.media[0]); else panel.showNoPhoto();
    if (!stay && matchMedia('(min-width: 45rem)').matches) $('text').focus();
}

function choose(channel) {
    state.channel = channel;
    document.querySelector(`[name="channel"][value="${channel}"]`).checked = true;
}

function showWho() {
    const person = state.people.get(state.number);
    if (!person) return;
    $('who-name').textContent = person.name;
    const fresh = face(person);
    fresh.id = 'who-face';
    $('who-face').replaceWith(fresh);
    const phone = state.phones.get(state.number);
    const at = phone?.wroteAt?.[`whatsapp:${person.utility}`];
    const until = at ? new Date(at).getTime() + DAY_MILLIS : 0;
    const window = state.channel === 'SMS' ? 'SMS has no window'
        : phone && !phone.onWhatsApp ? 'not on WhatsApp'
            : until > Date.now() ? `free text until ${timeOf(until)}${until - Date.now() > DAY_MILLIS / 2 ? ' tomorrow' : ''}`
                : 'window closed: templates only';
    $('who-more').textContent = [person.language ? languages.of(person.language) : null, person.number, window]
        .filter(Boolean).join(' · ');
}

/* ---- the chat ---- */

function showLog(messages) {
    $('log').replaceChildren();
    messages.forEach((message) => showMessage(message, false));
    showAnswered();
    $('empty').hidden = messages.length > 0;
    toEnd();
}

/** The newest message stays in sight, also while photos above it are still loading, until somebody scrolls up. */
let pinned = true;

function toEnd() {
    pinned = true;
    $('scroll').scrollTop = $('scroll').scrollHeight;
}

function showMessage(message, fresh) {
    const scroll = $('scroll');
    const node = bubble(message);
    if (fresh) node.classList.add('fresh');
    const old = document.getElementById(message.sid);
    if (old) {
        old.replaceWith(node);
    } else {
        const day = dayOf(message.createdAt);
        if ($('log').dataset.day !== day || !$('log').children.length) {
            $('log').dataset.day = day;
            $('log').append(el('li', { class: 'day' }, el('span', {}, day)));
        }
        $('log').append(node);
    }
    $('empty').hidden = true;
    if (fresh && message.direction === 'inbound') pinned = true;
    if (pinned) requestAnimationFrame(() => { scroll.scrollTop = scroll.scrollHeight; });
    if (message.direction === 'inbound') showAnswered();
}

/** Blue ticks: something was answered after it. */
function showAnswered() {
    let answered = false;
    for (const node of [...$('log').querySelectorAll('.bubble')].reverse()) {
        if (node.classList.contains('theirs')) answered = true;
        else node.classList.toggle('answered', answered);
    }
}

function bubble(message) {
    const mine = message.direction === 'inbound';
    return el('li', { id: message.sid, class: `bubble ${mine ? 'mine' : 'theirs'}` },
        el('span', { class: 'unseen' }, mine ? 'You wrote: ' : 'The utility wrote: '),
        message.media.length ? el('div', { class: `photos n${Math.min(message.media.length, 4)}` },
            message.media.map((media, index) => thumbnail(message, media, index))) : null,
        message.mediaUrls.map((url, index) => el('p', { class: 'file' }, `File ${index + 1} of the utility`)),
        message.fields?.Latitude ? el('p', { class: 'file' }, `Location ${message.fields.Latitude}, ${message.fields.Longitude}`) : null,
        message.contentSid ? template(message) : null,
        message.text ? el('p', { class: 'text', dir: 'auto' }, formatted(message.text)) : null,
        el('footer', {},
            message.channel === 'SMS' ? el('span', { class: 'sms' }, 'SMS') : null,
            el('time', { datetime: message.createdAt }, timeOf(message.createdAt)),
            mine ? myTicks(message) : theirTicks(message)),
        failure(message));
}

function thumbnail(message, media, index) {
    const picture = /^image\/(jpeg|png|webp|gif)$/.test(media.contentType);
    return el('button', {
        type: 'button', class: 'thumb', 'data-photo': media.photoId, 'aria-pressed': String(panel.isShown(media.photoId)), 'aria-label': `Photo ${index + 1}: look behind the scenes`,
        onclick: () => { panel.showPhoto(message, media); panel.select('photo'); document.body.dataset.pane = 'panel'; },
    }, picture
        ? el('img', { src: media.url, alt: `photo ${index + 1}`, onload: () => { if (pinned) toEnd(); } })
        : el('span', { class: 'document' }, media.contentType));
}

function template(message) {
    let values = {};
    try { values = JSON.parse(message.contentVariables ?? '{}'); } catch { /* shown as none */ }
    return el('div', { class: 'template' },
        el('p', {}, 'Template ', el('code', {}, `${message.contentSid.slice(0, 8)}…`)),
        Object.keys(values).length ? el('dl', {}, Object.entries(values).map(([name, value]) => [
            el('dt', {}, name), el('dd', { dir: 'auto' }, String(value))])) : null);
}

/** WhatsApp's *bold* and _italic_, as elements. */
function formatted(text) {
    return text.split(/(\*[^*\n]+\*|_[^_\n]+_)/).map((piece) => {
        if (/^\*[^*\n]+\*$/.test(piece)) return el('strong', {}, piece.slice(1, -1));
        if (/^_[^_\n]+_$/.test(piece)) return el('em', {}, piece.slice(1, -1));
        return piece;
    });
}

function myTicks(message) {
    if (!message.webhook) return tick('clock', 'on its way');
    return message.webhook.errorCode ? tick('failed', 'not taken') : tick('two', 'taken');
}

function theirTicks(message) {
    const kind = {
        sent: 'one', delivered: 'two', read: 'two blue', failed: 'failed', undelivered: 'failed', canceled: 'failed',
    }[message.status] ?? 'clock';
    return tick(kind, message.status);
}

function tick(kind, label) {
    const paths = {
        clock: 'M8 3.5v3.5l2 1.5', one: 'm4 7.5 2.8 2.8L12.5 4',
        two: 'm1 7.5 2.8 2.8L9.5 4M7 9.6l.8.7L13.5 4', failed: 'M8 3.2v4.6M8 10.3v.4',
    };
    const shape = kind.split(' ')[0];
    return el('span', { class: `tick ${kind}`, title: label },
        el('svg:svg', { viewBox: '0 0 16 14', 'aria-hidden': 'true' },
            ['clock', 'failed'].includes(shape) ? el('svg:circle', { cx: 8, cy: 7, r: 5.5 }) : null,
            el('svg:path', { d: paths[shape] })),
        el('span', { class: 'unseen' }, label));
}

function failure(message) {
    if (message.direction === 'inbound') {
        const webhook = message.webhook;
        if (!webhook?.errorCode) return null;
        return el('p', { class: 'failure' },
            `The webhook ${webhook.httpStatus ? `answered ${webhook.httpStatus}` : 'did not answer'} (${webhook.errorCode}). `,
            el('button', { type: 'button', class: 'quiet', onclick: () => again(message) }, 'Deliver again'));
    }
    return message.errorCode ? el('p', { class: 'failure' }, `${meaning(message.errorCode)} (${message.errorCode})`) : null;
}

function meaning(code) {
    return {
        63012: 'The channel could not deliver it', 63016: 'Free text outside the 24-hour window',
        63024: 'The recipient is not on WhatsApp',
    }[code] ?? 'Not delivered';
}

function again(message) {
    tell(`/control/messages/${message.sid}/deliver`, {}).catch((failed) => trouble(failed.message));
}

/* ---- writing ---- */

/** The photo of the person's own meter comes first. */
function showSamples() {
    const own = state.people.get(state.number)?.photo;
    const sorted = [...state.samples].sort((one, other) => (other.name === own) - (one.name === own));
    $('samples').replaceChildren(...sorted.map((sample) => el('li', {},
        el('button', {
            type: 'button', title: sample.name, class: sample.name === own ? 'own' : null,
            'aria-label': `Sample photo ${caption(sample.name)}${sample.name === own ? ', the own meter' : ''}`,
            onclick: () => attach({ sample: sample.name, url: sampleUrl(sample.name) }),
        },
        el('img', { src: sampleUrl(sample.name), alt: '', loading: 'lazy' }),
        el('span', {}, sample.name === own ? 'own meter' : caption(sample.name))))));
}

const sampleUrl = (name) => `/control/samples/${encodeURIComponent(name)}`;
const caption = (name) => name.replace(/\.[^.]+$/, '').replace(/[-_]+/g, ' ');

function showTray(shown) {
    $('tray').hidden = !shown;
    $('toggle-tray').setAttribute('aria-expanded', shown);
}

function attach(item) {
    state.attached = [...state.attached, item].slice(0, 10);
    showAttached();
    $('text').focus();
}

function showAttached() {
    $('attached').hidden = state.attached.length === 0;
    $('attached').replaceChildren(...state.attached.map((item, index) => el('li', {},
        item.sample || item.file.type.startsWith('image/')
            ? el('img', { src: item.url, alt: item.sample ?? item.file.name })
            : el('span', { class: 'document' }, item.file.name),
        el('button', {
            type: 'button', 'aria-label': `Remove ${item.sample ?? item.file.name}`,
            onclick: () => { state.attached.splice(index, 1); showAttached(); $('text').focus(); },
        }, '×'))));
}

function attachFiles(files) {
    [...files].forEach((file) => attach({ file, url: URL.createObjectURL(file) }));
}

async function send(event) {
    event.preventDefault();
    const person = state.people.get(state.number);
    const text = $('text').value.trim();
    if (!person || (!text && !state.attached.length)) return;
    const form = new FormData();
    form.append('from', person.number);
    form.append('to', state.channel === 'SMS' ? person.sms ?? person.utility : person.utility);
    form.append('channel', state.channel);
    form.append('text', text);
    form.append('profileName', person.name);
    form.append('wait', 'false');
    state.attached.forEach((item) => {
        if (item.sample) form.append('sample', item.sample); else form.append('photo', item.file, item.file.name);
    });
    trouble('');
    try {
        await ask('/control/messages', { method: 'POST', body: form });
        state.attached.forEach((item) => { if (item.file) URL.revokeObjectURL(item.url); });
        state.attached = [];
        $('text').value = '';
        grow();
        showAttached();
    } catch (failed) {
        trouble(failed.message);
    }
}

function trouble(sentence) {
    $('trouble').textContent = sentence;
    $('trouble').hidden = !sentence;
}

function grow() {
    $('text').style.height = 'auto';
    $('text').style.height = `${Math.min($('text').scrollHeight, 144)}px`;
}

/* ---- hands ---- */

$('scroll').addEventListener('scroll', () => {
    const { scrollHeight, scrollTop, clientHeight } = $('scroll');
    pinned = scrollHeight - scrollTop - clientHeight < 80;
}, { passive: true });

$('composer').addEventListener('submit', send);
$('text').addEventListener('input', grow);
$('text').addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) send(event);
});
$('toggle-tray').addEventListener('click', () => showTray($('tray').hidden));
$('hints').addEventListener('click', (event) => {
    const word = event.target.closest('button')?.textContent;
    if (word) { $('text').value = word; $('text').focus(); grow(); }
});
for (const input of [$('files'), $('camera')]) {
    input.addEventListener('change', () => { attachFiles(input.files); input.value = ''; });
}
$('channel').addEventListener('change', (event) => { choose(event.target.value); showWho(); });
$('people').addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const all = [...$('people').querySelectorAll('button')];
    all[Math.min(Math.max(all.indexOf(document.activeElement) + step, 0), all.length - 1)]?.focus();
});
$('stranger').addEventListener('submit', (event) => {
    event.preventDefault();
    const number = `+${$('stranger-number').value.replace(/\D/g, '')}`;
    const neighbour = [...state.people.values()][0];
    if (!state.people.has(number)) {
        state.people.set(number, { name: number, number, language: '', utility: neighbour?.utility ?? '' });
    }
    $('stranger-number').value = '';
    open(number).catch((failed) => trouble(failed.message));
});
document.querySelectorAll('[data-go]').forEach((button) => button.addEventListener('click', () => {
    document.body.dataset.pane = button.dataset.go === document.body.dataset.pane ? 'chat' : button.dataset.go;
}));
document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && document.body.dataset.pane === 'panel') document.body.dataset.pane = 'chat';
});

const chat = document.querySelector('.chat');
let dragDepth = 0;
chat.addEventListener('dragenter', () => { dragDepth++; $('drop').hidden = false; });
chat.addEventListener('dragleave', () => { if (--dragDepth <= 0) { dragDepth = 0; $('drop').hidden = true; } });
chat.addEventListener('dragover', (event) => event.preventDefault());
chat.addEventListener('drop', (event) => {
    event.preventDefault();
    dragDepth = 0;
    $('drop').hidden = true;
    attachFiles(event.dataTransfer.files);
});
document.addEventListener('paste', (event) => {
    if (event.clipboardData?.files.length) attachFiles(event.clipboardData.files);
});
