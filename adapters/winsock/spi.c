/* A service provider's DLL, loaded and started as ws2_32 would. */
#include "bridge.h"

#include <stdio.h>

/* Every function of the table has the size of a pointer; a provider has to fill them all in. */
static size_t missing_functions(const WSPPROC_TABLE *table) {
  const FARPROC *functions = (const FARPROC *)(const void *)table;
  size_t missing = 0;
  for (size_t i = 0; i < sizeof *table / sizeof *functions; i++) missing += functions[i] == NULL;
  return missing;
}

const char *drive_spi(const char *dll, WSAPROTOCOL_INFOW *entry) {
  static char description[3 * WSPDESCRIPTION_LEN + 1];
  WSPDATA data = {0};
  WSPPROC_TABLE table = {0};
  HMODULE module = LoadLibraryA(dll);
  if (module == NULL) give_up(3, "%s cannot be loaded: Windows error %lu", dll, GetLastError());
  LPWSPSTARTUP start = (LPWSPSTARTUP)(void *)GetProcAddress(module, "WSPStartup");
  if (start == NULL) give_up(3, "%s is no service provider: it exports no WSPStartup", dll);
  now_calling = "WSPStartup";
  int error = start(MAKEWORD(2, 2), &data, entry, upcalls, &table);
  now_calling = NULL;
  if (error != NO_ERROR) give_up(3, "%s: WSPStartup failed with %d", dll, error);
  size_t missing = missing_functions(&table);
  if (missing > 0) give_up(3, "%s: WSPStartup left %u functions of its table empty", dll, (unsigned)missing);
  wsp = table;
  upcalls.lpWPUOpenCurrentThread(&caller_thread, &error);
  WideCharToMultiByte(CP_UTF8, 0, data.szDescription, -1, description, sizeof description - 1, NULL, NULL);
  return description;
}
