/**
 * Sets runs beside each other, from the reports that their evaluations left, with small copies of
 * the images that these name. Nothing here runs a network.
 */
package org.dl4jzoo.app.compare;
