// For `.srcObject=${moving(stream)}`: lit sets objects anew at each drawing, and a video that is given its stream again,
// even the same one, starts again.

import { guard } from 'lit/directives/guard.js';

export const moving = stream => guard([stream], () => stream);
