/**
 * The run folder and what is in it: checkpoints, their cards, the state and metrics of a training;
 * and networks read back from it to be used. Nothing here trains.
 */
package org.dl4jzoo.app.run;
