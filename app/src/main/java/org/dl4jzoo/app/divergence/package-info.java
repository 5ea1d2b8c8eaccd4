/**
 * Notices that a training goes wrong beyond repair, and says where it began. What is done about it
 * is decided by who trains.
 */
package org.dl4jzoo.app.divergence;
