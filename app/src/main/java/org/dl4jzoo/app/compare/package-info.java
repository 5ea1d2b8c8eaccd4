/**
 * Sets runs beside each other, from the reports that their evaluations left. Nothing here runs a
 * network, and nothing is drawn.
 */
package org.dl4jzoo.app.compare;
