/**
 * What hears how a training goes on: its record in the run folder, and whoever looks on from
 * outside. Nothing here changes what is trained.
 */
package org.dl4jzoo.app.observe;
