/**
 * Measures the speed and memory of networks, on random images or in a real training, and where the
 * time goes; nothing here trains for a result.
 */
package org.dl4jzoo.app.bench;
