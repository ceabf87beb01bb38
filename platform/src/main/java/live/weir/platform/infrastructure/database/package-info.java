/**
 * The way to Postgres: pool, guard, replicas, migrations, partitions.
 */
@NullMarked
package live.weir.platform.infrastructure.database;

import org.jspecify.annotations.NullMarked;
