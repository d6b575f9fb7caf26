import { examine } from '../testing/examine.js';
import { NOBODY, type Hero, type Story } from '../testing/story.js';
import { binding } from './binding.js';

function asks(s: Story): Hero {
  return s.leaf('leaf-1', { bound: false }).joins(s.root({ listens: 9 }));
}

examine(
  binding,
  [
    {
      what: 'a socket that the join leaves unbound',
      clause: 'USING-11',
      breaks: (s) => asks(s).call('getSockName', {}).fails('WSAEINVAL'),
      fits: (s) => asks(s).call('getSockName', {}).gives({ name: NOBODY }),
    },
    {
      what: 'a port that the join leaves open',
      clause: 'USING-11',
      breaks: (s) =>
        asks(s)
          .call('getSockName', {})
          .gives({ name: { ...NOBODY, port: 0 } }),
      fits: (s) => asks(s).call('getSockName', {}).gives({ name: NOBODY }),
    },
    {
      what: 'an address that another socket has',
      clause: 'USING-11',
      breaks: (s) =>
        asks(s)
          .call('getSockName', {})
          .gives({ name: s.leaf('leaf-2').name }),
      fits: (s) =>
        asks(s)
          .call('getSockName', {})
          .gives({ name: { ...s.leaf('leaf-2').name, port: 4444 } }),
    },
  ],
  {
    'without a join nothing binds it': (s) =>
      s.leaf('leaf-1', { bound: false }).call('getSockName', {}).fails('WSAEINVAL'),
    'a join that failed at once need not bind it': (s) => {
      const leaf = s.leaf('leaf-1', { bound: false });
      leaf.join(NOBODY).fails('WSAENETUNREACH');
      leaf.call('getSockName', {}).fails('WSAEINVAL');
    },
    'a join that had to fail need not bind it': (s) => {
      const leaf = s.leaf('leaf-1', { bound: false });
      leaf.join(null).fails('WSAEFAULT');
      leaf.call('getSockName', {}).fails('WSAEINVAL');
    },
    'one who was bound already is not the join’s business': (s) => {
      const leaf = s.leaf('leaf-1').joins(s.root({ listens: 9 }));
      leaf.call('getSockName', {}).fails('WSAEINVAL');
    },
  },
);
