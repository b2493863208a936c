"""Pages: parse, ask whether the person may, call one service, say what happened."""
