"""Results out: tables of rows that the screen draws and every file format carries alike."""
