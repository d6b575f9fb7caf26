import { examine } from '../testing/examine.js';
import { pending } from './pending.js';

examine(
  pending,
  [
    {
      what: 'a descriptor that sends while its join is pending',
      clause: 'USING-6',
      by: 'R21',
      breaks: (s) => s.root().joins(s.listener('leaf-1')).sends('too soon'),
      fits: (s) => s.root().joins(s.listener('leaf-1')).call('send', { data: 'too soon' }).fails('WSAENOTCONN'),
    },
    {
      what: 'a descriptor that receives while its join is pending',
      clause: 'USING-6',
      by: 'R21',
      breaks: (s) => s.root().joins(s.listener('leaf-1')).hears('anything'),
      fits: (s) => s.root().joins(s.listener('leaf-1')).hearsNothing(),
    },
    {
      what: 'a descriptor whose join has failed',
      clause: 'USING-6',
      by: 'R21',
      breaks: (s) => {
        const root = s.root();
        const link = root.joins(s.leaf('leaf-1'));
        root.told('FD_CONNECT', 'WSAECONNREFUSED');
        link.sends('too late');
      },
      fits: (s) => {
        const root = s.root();
        const link = root.joins(s.leaf('leaf-1'));
        root.told('FD_CONNECT', 'WSAECONNREFUSED');
        link.closes();
      },
    },
  ],
  {
    'side chat is nobody’s business once the join has completed (ruling 27)': (s) =>
      s.invited(s.root(), s.listener('leaf-1')).link.sends('between us'),
    'other calls on a pending descriptor are not judged (ruling 21)': (s) => {
      const link = s.root().joins(s.listener('leaf-1'));
      link.registers(0);
      link.call('getSockName', {}).gives({ name: link.name });
    },
  },
);
