// What the pages gain from JavaScript: filters, stepping, and search. Without it they show everything that they have.
// A classic script, since a page that was opened from disk may not import modules.

type Row = readonly [kind: string, title: string, text: string, href: string];
/** By another script; it is missing if that could not be loaded. */
declare const joinleafSearch: readonly Row[] | undefined;

{
  const all = <T extends Element>(selector: string, within: ParentNode, type: new () => T): T[] =>
    [...within.querySelectorAll(selector)].filter((it): it is T => it instanceof type);
  const one = <T extends Element>(selector: string, within: ParentNode, type: new () => T): T | undefined =>
    all(selector, within, type)[0];
  const words = (text: string): string[] => text.toLowerCase().split(/\s+/u).filter(Boolean);
  const holds = (text: string, wanted: readonly string[]): boolean => wanted.every((word) => text.includes(word));

  /** Whoever follows a link into something that is folded away wants to see it. */
  const unfold = (): void => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let it: Element | null = target; it !== null; it = it.parentElement) {
      if (it instanceof HTMLDetailsElement) it.open = true;
    }
    target?.scrollIntoView();
  };

  const filters = (form: HTMLFormElement): void => {
    const rows = all('table.matrix tbody tr', document, HTMLTableRowElement);
    const count = one('[data-count]', form, HTMLElement);
    const narrow = (): void => {
      const chosen = new FormData(form);
      const value = (name: string): string => {
        const given = chosen.get(name);
        return typeof given === 'string' ? given : '';
      };
      const wanted = words(value('text'));
      let shown = 0;
      for (const row of rows) {
        const { text = '', verdict = '', level, article } = row.dataset;
        const fits =
          holds(text, wanted) &&
          (value('verdict') === '' || verdict.split(' ').includes(value('verdict'))) &&
          (value('level') === '' || level === value('level')) &&
          (value('article') === '' || article === value('article'));
        row.hidden = !fits;
        if (fits) shown += 1;
      }
      if (count !== undefined) count.textContent = `${shown} of ${rows.length} clauses`;
    };
    form.addEventListener('input', narrow);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
    });
    narrow();
  };

  const searchPage = (form: HTMLFormElement): void => {
    const input = one('input', form, HTMLInputElement);
    const count = one('[data-count]', form, HTMLElement);
    const items = all('.entries li', document, HTMLLIElement);
    const narrow = (): void => {
      const wanted = words(input?.value ?? '');
      let shown = 0;
      for (const item of items) {
        item.hidden = !holds(item.dataset['text'] ?? '', wanted);
        if (!item.hidden) shown += 1;
      }
      for (const section of all('.entries', document, HTMLElement)) {
        section.hidden = section.querySelector('li:not([hidden])') === null;
      }
      if (count !== undefined) count.textContent = `${shown} found`;
    };
    form.addEventListener('input', narrow);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
    });
    narrow();
    input?.focus();
  };

  const stepper = (section: HTMLElement): void => {
    const steps = all('.steps > li', section, HTMLLIElement);
    const range = one('input[type=range]', section, HTMLInputElement);
    const said = one('[data-now]', section, HTMLElement);
    const table = one('[data-sockets]', section, HTMLElement);
    const rows = all('svg [data-event]', section, SVGGElement);
    let current = 0;

    const tableRow = (cells: readonly string[], changed: boolean): HTMLTableRowElement => {
      const row = document.createElement('tr');
      row.className = changed ? 'changed' : '';
      for (const [at, text] of cells.entries()) {
        const cell = document.createElement(at === 0 ? 'th' : 'td');
        if (at === 0) cell.setAttribute('scope', 'row');
        cell.textContent = text;
        row.append(cell);
      }
      return row;
    };

    const show = (wanted: number): void => {
      current = Math.min(Math.max(wanted, 0), steps.length - 1);
      const sockets = new Map<string, { readonly roles: string; readonly state: string; readonly changed: boolean }>();
      for (const [at, item] of steps.slice(0, current + 1).entries()) {
        for (const { dataset } of all('[data-socket]', item, HTMLLIElement)) {
          const { socket = '', roles = '', state = '' } = dataset;
          if (state === '') sockets.delete(socket);
          else sockets.set(socket, { roles, state, changed: at === current });
        }
      }
      const now = steps[current];
      if (range !== undefined) range.value = String(current + 1);
      if (said !== undefined) {
        said.textContent = `${current + 1} of ${steps.length}, event #${now?.dataset['event'] ?? ''}: ${now?.dataset['step'] ?? ''}`;
      }
      table?.replaceChildren(
        ...[...sockets]
          .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
          .map(([socket, { roles, state, changed }]) => tableRow([socket, roles, state], changed)),
      );
      for (const [at, item] of steps.entries()) {
        item.classList.toggle('current', at === current);
        if (at === current) item.setAttribute('aria-current', 'step');
        else item.removeAttribute('aria-current');
      }
      const event = Number(now?.dataset['event']);
      for (const row of rows) {
        const index = Number(row.dataset['event']);
        row.classList.toggle('current', index === event);
        row.classList.toggle('later', index > event);
      }
    };

    const to: Readonly<Record<string, () => number>> = {
      first: () => 0,
      back: () => current - 1,
      next: () => current + 1,
      last: () => steps.length - 1,
    };
    for (const button of all('button[data-to]', section, HTMLButtonElement)) {
      button.addEventListener('click', () => {
        show(to[button.dataset['to'] ?? '']?.() ?? current);
      });
    }
    range?.addEventListener('input', () => {
      show(Number(range.value) - 1);
    });
    section.addEventListener('keydown', (event) => {
      // The slider moves by the arrow keys itself, and a wide diagram scrolls by them.
      if (!(event.target instanceof HTMLButtonElement)) return;
      if (event.key === 'ArrowRight') show(current + 1);
      else if (event.key === 'ArrowLeft') show(current - 1);
      else return;
      event.preventDefault();
    });
    section.classList.add('live');
    show(0);
  };

  /** A dialog over every page: a few words, and the arrow keys to what was found. */
  const search = (link: HTMLAnchorElement): void => {
    const dialog = document.createElement('dialog');
    dialog.className = 'search';
    dialog.setAttribute('aria-label', 'Search');
    const input = document.createElement('input');
    input.type = 'search';
    input.placeholder = 'clause, ruling, term, scenario …';
    input.setAttribute('aria-label', 'Look for');
    input.autocomplete = 'off';
    const status = document.createElement('p');
    status.className = 'count';
    status.setAttribute('role', 'status');
    const list = document.createElement('ul');
    dialog.append(input, status, list);
    document.body.append(dialog);

    const MOST = 30;
    const find = (): void => {
      const wanted = words(input.value);
      const found = (typeof joinleafSearch === 'undefined' ? [] : joinleafSearch).filter(
        ([kind, title, text]) => wanted.length > 0 && holds(`${kind} ${title} ${text}`.toLowerCase(), wanted),
      );
      const inTitle = (row: Row): number => (holds(row[1].toLowerCase(), wanted) ? 0 : 1);
      const best = found.map((row, at) => ({ row, at })).sort((a, b) => inTitle(a.row) - inTitle(b.row) || a.at - b.at);
      list.replaceChildren(
        ...best.slice(0, MOST).map(({ row: [kind, title, text, href] }) => {
          const item = document.createElement('li');
          const to = document.createElement('a');
          to.href = href;
          const what = document.createElement('span');
          what.className = 'kind';
          what.textContent = kind;
          const more = document.createElement('small');
          more.textContent = text;
          to.append(what, ` ${title} `, more);
          item.append(to);
          return item;
        }),
      );
      status.textContent = wanted.length === 0 ? '' : `${found.length} found`;
    };
    const open = (): void => {
      if (!dialog.open) dialog.showModal();
      input.select();
    };
    input.addEventListener('input', find);
    dialog.addEventListener('click', (event) => {
      if (event.target === dialog || event.target instanceof HTMLAnchorElement) dialog.close();
    });
    dialog.addEventListener('keydown', (event) => {
      const links = all('a', list, HTMLAnchorElement);
      const at = links.findIndex((it) => it === document.activeElement);
      if (event.key === 'ArrowDown') links[Math.min(at + 1, links.length - 1)]?.focus();
      else if (event.key === 'ArrowUp') (links[at - 1] ?? input).focus();
      else if (event.key === 'Enter' && document.activeElement === input) links[0]?.click();
      else return;
      event.preventDefault();
    });
    link.addEventListener('click', (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      open();
    });
    document.addEventListener('keydown', (event) => {
      const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
      if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      open();
    });
  };

  for (const form of all('form[data-filters]', document, HTMLFormElement)) filters(form);
  for (const form of all('form[data-search-page]', document, HTMLFormElement)) searchPage(form);
  for (const section of all('[data-stepper]', document, HTMLElement)) stepper(section);
  const link = one('.search-link', document, HTMLAnchorElement);
  if (link !== undefined && document.querySelector('form[data-search-page]') === null) search(link);
  addEventListener('hashchange', unfold);
  if (location.hash !== '') unfold();
}
