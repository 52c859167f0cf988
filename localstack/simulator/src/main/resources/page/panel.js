/* Behind the scenes: the selected photo as the reader saw it, events on the broker, mischief. */
import { $, ask, el, exactTimeOf, percent, tell } from './dom.js';

const POLL_MILLIS = 1200;
const POLLS_MAX = 60;
const EVENTS_MAX = 200;
let chat; // what the chat knows: person(), channel()
let shown = null; // {message, media}
let polls = 0;
let timer = null;
let events = 0;
let rendered = ''; // what the photo tab shows, so that polling does not disturb it

export async function start(context) {
    chat = context;
    const [settings, past, health] = await Promise.all([
        ask('/control/mischief'), ask('/control/events'), ask('/health'),
    ]);
    $('events-note').textContent = health.events
        ? 'Every event on the broker as it happens: names and numbers, nothing personal.'
        : 'The broker is not connected.';
    past.forEach(brokerEvent);
    mischief(settings);
}

/* ---- tabs ---- */

export function select(name) {
    for (const tab of $('tabs').querySelectorAll('[role=tab]')) {
        const chosen = tab.id === `tab-${name}`;
        tab.setAttribute('aria-selected', chosen);
        tab.tabIndex = chosen ? 0 : -1;
        $(tab.getAttribute('aria-controls')).hidden = !chosen;
    }
    if (name === 'events') { events = 0; $('events-count').textContent = ''; }
}

$('tabs').addEventListener('click', (event) => {
    const tab = event.target.closest('[role=tab]');
    if (tab) select(tab.id.slice(4));
});
$('tabs').addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const tabs = [...$('tabs').querySelectorAll('[role=tab]')];
    const next = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
    select(next.id.slice(4));
    next.focus();
});

/* ---- photo ---- */

export function showNoPhoto() {
    shown = null;
    rendered = '';
    clearTimeout(timer);
    $('photo').replaceChildren(el('div', { class: 'empty' },
        el('p', { class: 'empty-title' }, 'No photo chosen'),
        el('p', {}, 'Send one, or choose one in the chat: here you see what was read and what was stored.')));
}

export function showPhoto(message, media) {
    shown = { message, media };
    polls = 0;
    markShown();
    render(shown, {});
    refresh();
}

export const isShown = (photoId) => shown?.media.photoId === photoId;

function markShown() {
    document.querySelectorAll('[data-photo]').forEach((thumb) => {
        thumb.setAttribute('aria-pressed', String(isShown(thumb.dataset.photo)));
    });
}

/** A message of the chat changed: an answer may mean a verdict. */
export function messageChanged(message) {
    if (shown && message.customer === shown.message.customer && message.direction === 'outbound') { polls = 0; refresh(); }
}

async function refresh() {
    clearTimeout(timer);
    const wanted = shown;
    if (!wanted) return;
    let found;
    try {
        found = await ask(`/control/photos/${wanted.media.photoId}`);
    } catch (failure) {
        found = { partNote: failure.message };
    }
    if (shown !== wanted) return;
    render(wanted, found);
    const open = !found.part?.outcome || (!found.stored && !/not connected/.test(found.storedNote ?? ''));
    const hopeless = /not connected/.test(found.partNote ?? '') && /not connected/.test(found.storedNote ?? '');
    if (open && !hopeless && ++polls < POLLS_MAX) timer = setTimeout(refresh, POLL_MILLIS);
}

function render({ media }, found) {
    const fingerprint = JSON.stringify([media.photoId, found]);
    if (fingerprint === rendered && $('photo').children.length) return;
    rendered = fingerprint;
    const part = found.part ?? {};
    const best = part.reading?.candidates?.[0];
    $('photo').replaceChildren(...[
        picture(media, part, best),
        path(part, found.stored),
        best ? dial(best, part) : unread(part, found.partNote),
        verdict(found.stored, found.storedNote),
        more(media, part),
    ].filter(Boolean));
}

function picture(media, part, best) {
    if (!/^image\/(jpeg|png|webp|gif)$/.test(media.contentType)) {
        return el('p', { class: 'note' }, `A file of type ${media.contentType}: kept, but not read.`);
    }
    const figure = el('figure', { class: 'seen' });
    const image = el('img', { src: media.url, alt: 'The photo as it was sent' });
    figure.append(image);
    const box = part.ocr?.box;
    if (Array.isArray(box) && box.length === 4) {
        const draw = () => figure.append(overlay(box, best, part.ocr, image));
        if (image.complete && image.naturalWidth) draw(); else image.addEventListener('load', draw, { once: true });
    }
    return figure;
}

/** The counter's frame, and over each wheel the digit that was read there. */
function overlay(box, best, ocr, image) {
    const width = ocr.imageWidthPx ?? image.naturalWidth;
    const height = ocr.imageHeightPx ?? image.naturalHeight;
    const [topLeft, topRight, bottomRight, bottomLeft] = box;
    const svg = el('svg:svg', {
        viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': best ? `The counter, read as ${best.dial}` : 'The counter',
    });
    svg.append(el('svg:polygon', { points: box.map((corner) => corner.join(',')).join(' '), class: 'frame' }));
    const digits = best?.digits ?? [];
    const side = Math.hypot(topRight[0] - topLeft[0], topRight[1] - topLeft[1]);
    const deep = Math.hypot(bottomLeft[0] - topLeft[0], bottomLeft[1] - topLeft[1]) || 1;
    const size = Math.min(side / Math.max(digits.length, 1) * 0.9, width / 11);
    const angle = Math.atan2(topRight[1] - topLeft[1], topRight[0] - topLeft[0]) * 180 / Math.PI;
    const up = [(topLeft[0] - bottomLeft[0]) / deep, (topLeft[1] - bottomLeft[1]) / deep];
    const above = Math.min(topLeft[1], topRight[1]) > size * 1.5;
    const edge = above ? [topLeft, topRight] : [bottomLeft, bottomRight];
    const shift = size * (above ? 0.75 : -0.75);
    digits.forEach((digit, index) => {
        const along = (index + 0.5) / digits.length;
        const x = edge[0][0] + (edge[1][0] - edge[0][0]) * along + up[0] * shift;
        const y = edge[0][1] + (edge[1][1] - edge[0][1]) * along + up[1] * shift;
        const group = el('svg:g', { transform: `translate(${x} ${y}) rotate(${angle})`, class: `digit ${trust(digit.confidence)}` },
            el('svg:rect', { x: -size * 0.42, y: -size * 0.58, width: size * 0.84, height: size * 1.16, rx: size * 0.18 }),
            el('svg:text', { 'font-size': size, y: size * 0.36 }, digit.value));
        svg.append(group);
    });
    return svg;
}

const trust = (confidence) => Number(confidence) >= 0.9 ? 'sure' : Number(confidence) >= 0.6 ? 'likely' : 'unsure';

function path(part, stored) {
    const step = (name, done, label) => el('li', { class: done ? 'done' : 'waiting' },
        el('span', {}, name), el('small', {}, done ? label : 'waiting'));
    return el('ol', { class: 'path', 'aria-label': 'How far it has come' },
        step('Ingest', part.ingestState, low(part.ingestState)),
        step('Reader', part.ocrState, low(part.ocrState)),
        step('Billing', stored, low(stored?.verdict)),
        step('At rest', part.outcome, low(part.outcome)));
}

const low = (word) => String(word ?? '').toLowerCase().replaceAll('_', ' ');

function dial(best, part) {
    const point = best.dial.search(/[.,]/);
    const whole = point < 0 ? best.dial.length : point;
    const cells = best.digits.map((digit, index) => el('span', {
        class: `wheel ${index >= whole ? 'decimal' : ''} ${digit.turning ? 'turning' : ''} ${trust(digit.confidence)}`,
        title: `${percent(digit.confidence)}${digit.turning ? ', turning' : ''}`,
    }, el('b', {}, digit.value), el('small', {}, Math.round(digit.confidence * 100))));
    if (point >= 0) cells.splice(whole, 0, el('span', { class: 'point' }, '.'));
    const others = (part.reading.candidates ?? []).slice(1);
    return el('section', { class: 'card' },
        el('h3', {}, 'What the reader saw'),
        el('div', { class: 'dial', role: 'img', 'aria-label': `${best.dial}, confidence ${percent(best.confidence)}` }, cells),
        el('p', {}, `Sure to ${percent(best.confidence)}.`,
            others.length ? ` Or ${others.map((other) => `${other.dial} (${percent(other.confidence)})`).join(', ')}.` : ''),
        findings(part));
}

function findings(part) {
    const all = part.ocr?.findings ?? part.reading?.findings ?? [];
    return all.length ? el('p', { class: 'chips' }, all.map((finding) => el('span', {}, low(finding)))) : null;
}

function unread(part, note) {
    const reason = part.reading?.reason;
    return el('section', { class: 'card' },
        el('h3', {}, 'What the reader saw'),
        el('p', { class: 'note' }, reason ? `No reading: ${low(reason)}.`
            : part.ocrState ? `No reading: ${low(part.ocrState)}.`
                : note ?? 'The reader has not finished.'),
        findings(part));
}

function verdict(stored, note) {
    if (!stored) {
        return el('section', { class: 'card' }, el('h3', {}, 'What billing stored'), el('p', { class: 'note' }, note ?? 'Nothing.'));
    }
    const facts = [
        ['Reading', stored.index === undefined || stored.index === null ? null : `${stored.index} ${stored.unit ?? ''}`],
        ['Meter', stored.meterSerial], ['Period', stored.period], ['Reason', stored.code && low(stored.code)],
        ...Object.entries(flat(stored.evidence)),
    ].filter(([, value]) => value !== null && value !== undefined && value !== '');
    return el('section', { class: 'card' },
        el('h3', {}, 'What billing stored ', el('span', { class: `verdict ${low(stored.verdict)}` }, low(stored.verdict))),
        facts.length ? el('dl', { class: 'facts' }, facts.map(([name, value]) => [el('dt', {}, name), el('dd', {}, String(value))])) : null);
}

function flat(evidence) {
    if (evidence === null || evidence === undefined || evidence === '') return {};
    if (typeof evidence !== 'object') return { Evidence: evidence };
    return Object.fromEntries(Object.entries(evidence).map(([name, value]) => [
        name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase(),
        typeof value === 'object' ? JSON.stringify(value) : value]));
}

function more(media, part) {
    const facts = [
        ['Photo', media.photoId], ['Kept as', part.s3Key], ['Type', media.contentType],
        ['Size', `${Math.ceil(media.bytes / 1024)} kB`],
        ['Reader', part.ocr?.readerVersion], ['Took', part.ocr?.durationMillis ? `${part.ocr.durationMillis} ms` : null],
        ['SHA-256', part.sha256 ? `${part.sha256.slice(0, 16)}…` : null],
    ].filter(([, value]) => value);
    return el('details', { class: 'card' }, el('summary', {}, 'More'),
        el('dl', { class: 'facts' }, facts.map(([name, value]) => [el('dt', {}, name), el('dd', {}, String(value))])));
}

/* ---- events ---- */

export function brokerEvent(event) {
    const { type, at, source, messageId, photoId, ...rest } = event;
    const id = photoId ?? messageId ?? '';
    $('events-list').prepend(el('li', {},
        el('span', { class: `event ${type.split('.')[0]}` }, type),
        el('time', { datetime: at }, exactTimeOf(at)),
        el('p', {}, el('code', { title: id }, id.length > 14 ? `${id.slice(0, 6)}…${id.slice(-6)}` : id),
            Object.entries(rest).map(([name, value]) => el('span', {}, `${name.replace(/([A-Z])/g, ' $1').toLowerCase()} `, el('b', {}, String(value)))))));
    while ($('events-list').children.length > EVENTS_MAX) $('events-list').lastChild.remove();
    if ($('events').hidden) $('events-count').textContent = ++events;
    if (shown && (messageId === shown.message.sid || photoId === shown.media.photoId)) { polls = 0; refresh(); }
}

/* ---- mischief ---- */

const PRANKS = [
    ['Sends are slow', '3 s until Twilio answers', { sendDelayMillis: 3000 }, { sendDelayMillis: 0 }],
    ['Sends fail', '500, nothing is sent', { sendFault: 'HTTP_500' }, { sendFault: 'NONE' }],
    ['Too many requests', '429 with 20429', { sendFault: 'HTTP_429' }, { sendFault: 'NONE' }],
    ['Sends hang', 'no answer, nothing is sent', { sendFault: 'TIMEOUT' }, { sendFault: 'NONE' }],
    ['Accept, then hang', 'sent, but the answer never comes', { sendFault: 'ACCEPT_THEN_TIMEOUT' }, { sendFault: 'NONE' }],
    ['Channel fails', 'every message ends undelivered (63012)', { failedPercent: 100 }, { failedPercent: 0 }],
    ['Webhooks come twice', 'every message is told two times', { duplicateWebhookPercent: 100 }, { duplicateWebhookPercent: 0 }],
    ['Webhooks get lost', 'no message is told; Meterline finds it in the list', { lostWebhookPercent: 100 }, { lostWebhookPercent: 0 }],
    ['Callbacks out of order', 'in every message one overtakes another', { outOfOrderPercent: 100 }, { outOfOrderPercent: 10 }],
    ['Callbacks get lost', 'half of them', { droppedCallbackPercent: 50 }, { droppedCallbackPercent: 0 }],
    ['Callbacks come twice', 'every one', { duplicateCallbackPercent: 100 }, { duplicateCallbackPercent: 0 }],
    ['Photos are slow', '6 s until the download begins', { mediaDelayMillis: 6000 }, { mediaDelayMillis: 0 }],
    ['Photos break off', 'in the middle of the download', { mediaFault: 'CUT_OFF' }, { mediaFault: 'NONE' }],
    ['Photos are gone', '404 at the CDN', { mediaFault: 'HTTP_404' }, { mediaFault: 'NONE' }],
    ['No read receipts', 'customers keep it to themselves', { readReceipts: false }, { readReceipts: true }],
    ['Twilio handles STOP', 'opt-out words carry OptOutType', { advancedOptOut: true }, { advancedOptOut: false }],
];

export async function mischief(settings) {
    const is = (wanted) => Object.entries(wanted).every(([name, value]) => settings[name] === value);
    const active = PRANKS.filter(([, , on]) => is(on)).length;
    const violations = await ask('/control/violations').catch(() => []);
    $('mischief-count').textContent = active || '';
    const focused = document.activeElement?.dataset?.prank;
    $('mischief').replaceChildren(
        el('p', { class: 'note' }, 'What goes wrong on purpose. The dice are seeded: the same seed gives the same trouble.'),
        violations.length ? el('div', { class: 'failure' }, violations.map((sentence) => el('p', {}, `Leak: ${sentence}`))) : '',
        el('ul', { class: 'pranks' }, PRANKS.map(([name, what, on, off]) => el('li', {},
            el('button', {
                type: 'button', 'data-prank': name, 'aria-pressed': String(is(on)),
                onclick: () => tell('/control/mischief', is(on) ? off : on),
            }, el('b', {}, name), el('small', {}, what))))),
        el('form', { class: 'seed', onsubmit: (event) => { event.preventDefault(); tell('/control/mischief', { seed: Number(event.target.seed.value) }); } },
            el('label', {}, 'Seed ', el('input', { name: 'seed', type: 'number', value: settings.seed, step: 1 })),
            el('button', { class: 'quiet', type: 'submit' }, 'Throw anew'),
            el('button', { class: 'quiet', type: 'button', onclick: () => ask('/control/mischief', { method: 'DELETE' }) }, 'All calm')),
        el('h3', {}, 'This phone'),
        el('ul', { class: 'pranks' },
            phoneButton('A day passes', 'the 24-hour window closes', () => ({ closeWindow: `whatsapp:${chat.person().utility}` })),
            phoneButton('Leaves WhatsApp', 'messages fail with 63024', () => ({ onWhatsApp: false })),
            phoneButton('Is on WhatsApp', 'messages arrive again', () => ({ onWhatsApp: true }))));
    if (focused) document.querySelector(`[data-prank="${CSS.escape(focused)}"]`)?.focus();
}

function phoneButton(name, what, change) {
    return el('li', {}, el('button', {
        type: 'button',
        onclick: () => chat.person() && tell(`/control/conversations/${encodeURIComponent(chat.person().number)}`, change()),
    }, el('b', {}, name), el('small', {}, what)));
}
