/* The few words the page is written in. Text only ever becomes text: nothing here parses HTML. */

export const $ = (id) => document.getElementById(id);

/** An element with attributes and children; null and false children are left out, on… attributes listen. */
export function el(tag, attributes = {}, ...children) {
    const node = tag.startsWith('svg:')
        ? document.createElementNS('http://www.w3.org/2000/svg', tag.slice(4))
        : document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
        if (value === null || value === undefined || value === false) continue;
        if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
        else node.setAttribute(name, value === true ? '' : value);
    }
    node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
    return node;
}

export async function ask(path, options) {
    const response = await fetch(path, options);
    const body = response.status === 204 ? null : await response.json().catch(() => null);
    if (!response.ok) throw new Error(body?.detail ?? `the simulator answered ${response.status}`);
    return body;
}

export function tell(path, body, method = 'POST') {
    return ask(path, { method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
}

const clock = new Intl.DateTimeFormat([], { hour: '2-digit', minute: '2-digit' });
const exactClock = new Intl.DateTimeFormat([], { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat([], { weekday: 'long', day: 'numeric', month: 'long' });

export const timeOf = (instant) => clock.format(new Date(instant));
export const exactTimeOf = (instant) => exactClock.format(new Date(instant));
export const dayOf = (instant) => day.format(new Date(instant));
export const percent = (share) => `${Math.round(Number(share) * 1000) / 10} %`;
