/**
 * The settings of a training: their names, defaults and bounds, the YAML file they come from, and
 * what each of them does to a network's configuration. Nothing here trains or parses a command
 * line.
 */
package org.dl4jzoo.app.setting;
