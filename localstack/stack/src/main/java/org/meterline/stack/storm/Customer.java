package org.meterline.stack.storm;

/**
 * Somebody who writes during the storm.
 *
 * @param number in E.164
 * @param utility the tenant's code
 * @param to the utility's number, on the channel that the customer uses
 * @param channel {@code whatsapp} or {@code sms}
 * @param account empty for a stranger
 */
record Customer(String number, String utility, String to, String channel, String account, String locale) {

    boolean isStranger() {
        return account.isEmpty();
    }

    /** Where people live is nobody's business, made up or not. */
    @Override
    public String toString() {
        return "customer";
    }
}
