package org.meterline.contracts.planted;

import org.slf4j.Logger;

/** A contract that drags a library to both sides. */
record KnowsTooMuch(Logger logger) {}
