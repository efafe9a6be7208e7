package lectern.web.connect;

import io.nayuki.qrcodegen.QrCode;

import lectern.web.chart.Markup;

/// A QR code as SVG: always black on white, with the margin that cameras need.
final class QrPicture {
    private static final int MARGIN = 4;

    private QrPicture() {}

    static String of(String title, String text) {
        var code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        int side = code.size + 2 * MARGIN;
        return "<svg class=\"qr\" role=\"img\" viewBox=\"0 0 %d %1$d\" width=\"%d\" height=\"%2$d\"><title>%s</title>"
                        .formatted(side, side * 5, Markup.escaped(title))
                + "<path fill=\"#fff\" d=\"M0 0h%dv%1$dH0z\"/><path fill=\"#000\" d=\"%s\"/></svg>"
                        .formatted(side, modules(code));
    }

    private static String modules(QrCode code) {
        var path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append('M')
                            .append(x + MARGIN)
                            .append(' ')
                            .append(y + MARGIN)
                            .append("h1v1h-1z");
                }
            }
        }
        return path.toString();
    }
}
