/**
 * Fetching and unpacking archives: resumed downloads with a check of size and SHA-256, and tar
 * files that cannot write outside their folder. Nothing here knows which archive it is.
 */
package org.dl4jzoo.data.archive;
