package org.meterline.ingest;

import java.net.Inet4Address;
import java.net.InetAddress;

/** The law on addresses that a name may lead to: only those that anybody on the internet could reach. */
final class PublicAddress {

    private PublicAddress() {}

    static boolean is(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        return address instanceof Inet4Address ? isPublic4(address.getAddress()) : isPublic6(address.getAddress());
    }

    private static boolean isPublic4(byte[] bytes) {
        var a = bytes[0] & 0xff;
        var b = bytes[1] & 0xff;
        var c = bytes[2] & 0xff;
        var isSharedByCarriers = a == 100 && b >= 64 && b < 128;
        var isForProtocols = a == 192 && b == 0 && (c == 0 || c == 2);
        var isForBenchmarksOrExamples =
                a == 198 && (b == 18 || b == 19 || b == 51 && c == 100) || a == 203 && b == 0 && c == 113;
        return a != 0 && a < 224 && !isSharedByCarriers && !isForProtocols && !isForBenchmarksOrExamples;
    }

    /** Only global unicast, and none of the ranges in which an IPv4 address can hide. */
    private static boolean isPublic6(byte[] bytes) {
        var isGlobalUnicast = (bytes[0] & 0xe0) == 0x20;
        var is6to4 = bytes[0] == 0x20 && bytes[1] == 0x02;
        var isTeredoOrExample = bytes[0] == 0x20
                && bytes[1] == 0x01
                && (bytes[2] == 0 && bytes[3] == 0 || bytes[2] == 0x0d && (bytes[3] & 0xff) == 0xb8);
        return isGlobalUnicast && !is6to4 && !isTeredoOrExample;
    }
}
