"""Drawing on pages: letters of many scripts, lines that wrap, tables that go on, and the frame of the paper."""
