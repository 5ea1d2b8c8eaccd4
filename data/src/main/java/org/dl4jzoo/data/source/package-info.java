/** The data sets that the zoo brings itself, drawn or downloaded into the cache on first use. */
package org.dl4jzoo.data.source;
