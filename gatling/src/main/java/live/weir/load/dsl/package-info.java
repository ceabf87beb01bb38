/**
 * Where this tool meets Gatling: the protocol with the target and the bounds of a run, and what all asynchronous actions
 * have in common. The only package, beside those of the actions, that touches Gatling's Scala types.
 */
@NullMarked
package live.weir.load.dsl;

import org.jspecify.annotations.NullMarked;
