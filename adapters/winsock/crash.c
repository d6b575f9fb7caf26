/*
 * A provider that crashes takes the bridge with it. The kit is told why: in one line, as an error that answers the call.
 *
 * A provider may well raise exceptions and handle them itself: to probe a pointer that it was given, say. So a fault is
 * reported when nobody has handled it, except for those that leave nothing to go on with, of which the vectored handler
 * hears before anybody else.
 */
#include "bridge.h"

#include <stdio.h>
#include <string.h>

enum { HEAP_CORRUPTION = (int)0xC0000374, WINE_STUB = (int)0x80000100 };

const char *volatile now_calling;

static const char *what_happened(DWORD code) {
  switch ((int)code) {
    case EXCEPTION_ACCESS_VIOLATION: return "access violation";
    case EXCEPTION_STACK_OVERFLOW: return "stack overflow";
    case EXCEPTION_ILLEGAL_INSTRUCTION: return "illegal instruction";
    case EXCEPTION_PRIV_INSTRUCTION: return "privileged instruction";
    case EXCEPTION_INT_DIVIDE_BY_ZERO: return "division by zero";
    case EXCEPTION_BREAKPOINT: return "breakpoint";
    case HEAP_CORRUPTION: return "heap corruption";
    case WINE_STUB: return "a function that Wine does not have";
    default: return "exception";
  }
}

/* Memory and locks may be in any state by now: nothing but the stack and plain system calls from here on. */
static LONG WINAPI report(EXCEPTION_POINTERS *pointers) {
  static volatile LONG reported;
  const EXCEPTION_RECORD *record = pointers->ExceptionRecord;
  char line[768], where[MAX_PATH] = "no module", id[24] = "null";
  HMODULE module = NULL;
  DWORD written;
  if (InterlockedExchange(&reported, 1) != 0) Sleep(INFINITE);

  size_t offset = (size_t)record->ExceptionAddress;
  if (GetModuleHandleExA(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT,
                         record->ExceptionAddress, &module)) {
    offset -= (size_t)module;
    if (GetModuleFileNameA(module, where, sizeof where) > 0 && strrchr(where, '\\') != NULL)
      memmove(where, strrchr(where, '\\') + 1, strlen(strrchr(where, '\\')));
  }
  for (char *c = where; *c != '\0'; c++)
    if (*c == '"' || (unsigned char)*c >= 0x7F || (unsigned char)*c < 0x20) *c = '?';
  const struct json *request = jl_under_way();
  long long number;
  if (json_integer(request, &number)) snprintf(id, sizeof id, "%lld", number);
  const char *call = now_calling;
  snprintf(line, sizeof line,
           "{\"jsonrpc\":\"2.0\",\"id\":%s,\"error\":{\"code\":-32000,"
           "\"message\":\"the %s crashed%s%s: %s at %s+0x%llx (0x%08lx)\"}}\n",
           id, module == GetModuleHandleA(NULL) ? "bridge" : "provider", call == NULL ? "" : " in ", call == NULL ? "" : call, what_happened(record->ExceptionCode), where,
           (unsigned long long)offset, record->ExceptionCode);
  WriteFile(GetStdHandle(STD_OUTPUT_HANDLE), line, (DWORD)strlen(line), &written, NULL);
  TerminateProcess(GetCurrentProcess(), 70);
  return EXCEPTION_EXECUTE_HANDLER;
}

static LONG WINAPI first_to_know(EXCEPTION_POINTERS *pointers) {
  DWORD code = pointers->ExceptionRecord->ExceptionCode;
  return code == EXCEPTION_STACK_OVERFLOW || code == (DWORD)HEAP_CORRUPTION ? report(pointers) : EXCEPTION_CONTINUE_SEARCH;
}

void report_crashes(void) {
  ULONG reserve = 1 << 16; /* so much stack is left to tell of a stack overflow */
  SetThreadStackGuarantee(&reserve);
  SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX);
  SetUnhandledExceptionFilter(report);
  AddVectoredExceptionHandler(1, first_to_know);
}
