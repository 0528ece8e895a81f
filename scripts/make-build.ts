import { build } from './build';

// Through here, so that the stamp is written and `up` knows the build for its own.
await build();
