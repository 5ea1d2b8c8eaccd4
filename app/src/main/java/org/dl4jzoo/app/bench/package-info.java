/** Measures the speed and memory of networks; nothing here trains for a result. */
package org.dl4jzoo.app.bench;
